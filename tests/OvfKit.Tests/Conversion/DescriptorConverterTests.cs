using System.Text;
using System.Xml.Linq;
using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.Packaging;
using OvfKit.Testing;
using OvfKit.Tests.Model;
using OvfKit.Tests.Schemas;
using OvfKit.Xml;

namespace OvfKit.Tests.Conversion;

public sealed class DescriptorConverterTests
{
    private const string Cim = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_";
    private const string One = "http://schemas.dmtf.org/ovf/envelope/1";
    private const string Two = "http://schemas.dmtf.org/ovf/envelope/2";

    [Theory]
    [InlineData("packages/appliance.ova")]
    [InlineData("packages/small-folder")]
    public void Fixtures_change_in_the_namespace_alone_and_come_back_byte_for_byte(string path)
    {
        using var package = OvfPackage.Open(RepositoryFiles.Fixture(path));
        var original = package.Descriptor.ToBytes();
        var up = Convert(original, OvfVersion.Two, out var lost);

        Assert.Empty(lost);
        Assert.Equal(Text(original).Replace($"\"{One}\"", $"\"{Two}\"", StringComparison.Ordinal), Text(up));
        // vCenter's section is in no schema and draws a complaint from both.
        Assert.Equal(Oracle(original).Count, Oracle(up).Count);
        Assert.Equal(original, Convert(up, OvfVersion.One, out lost));
        Assert.Empty(lost);
    }

    [Theory]
    [InlineData("<Envelope xmlns='{0}' xmlns:ovf='{0}'><References>\n <File  ovf:id='f'  a='1' ovf:href=\"h\" /></References></Envelope>")]
    [InlineData("<ovf:Envelope xmlns:ovf='{0}'><ovf:References  ><ovf:File ovf:id='f'\n  ovf:href='h'/></ovf:References></ovf:Envelope>")]
    [InlineData("<o-1:Envelope q='1' xmlns:o-1 = \"{0}\"><References xmlns='{0}'><o-1:File o-1:href='h' o-1:id='f'></o-1:File ></References></o-1:Envelope>")]
    [InlineData("<Envelope xmlns='{0}'><v:X xmlns:v='urn:v' xmlns:e='{0}'>\r\n<e:Y v:b='2' e:a='1'/><!-- {0} --></v:X>\r\n</Envelope>\r\n")]
    [InlineData("<Envelope xmlns='{0}' xmlns:p='{0}' xmlns:q='{0}'><q:References p:a='1' q:b='2'/></Envelope>")]
    public void Prefixes_layout_and_line_ends_stay(string pattern)
    {
        var text = pattern.Replace("{0}", One, StringComparison.Ordinal);
        var up = Convert(Bytes(text), OvfVersion.Two, out var lost);
        Assert.Equal(text.Replace($"'{One}'", $"'{Two}'", StringComparison.Ordinal).Replace($"\"{One}\"", $"\"{Two}\"", StringComparison.Ordinal), Text(up));
        Assert.Equal(text, Text(Convert(up, OvfVersion.One, out _)));
        Assert.Empty(lost);
    }

    [Fact]
    public void Names_of_both_versions_end_in_one_and_none_is_written_twice()
    {
        var text = $"<a:Envelope xmlns:a='{One}' xmlns:b='{Two}'><b:References a:x='1' b:x='2' a:y='3'/></a:Envelope>";
        var root = XDocument.Parse(Text(Convert(Bytes(text), OvfVersion.Two, out _))).Root!;
        XNamespace two = Two;
        Assert.Equal(two + "Envelope", root.Name);
        var references = root.Element(two + "References")!;
        Assert.Equal(["1", "2", "3"], references.Attributes().Where(static one => !one.IsNamespaceDeclaration).Select(static one => one.Value).Order());
        Assert.Equal(("2", "3"), (references.Attribute(two + "x")?.Value, references.Attribute(two + "y")?.Value));
    }

    [Fact]
    public void Every_section_of_version_1_is_valid_in_version_2_and_comes_back()
    {
        var original = Bytes(EverySection.One);
        var up = Convert(original, OvfVersion.Two, out var lost);
        Assert.Empty(lost);
        Assert.Empty(Oracle(up));
        Assert.Equal(original, Convert(up, OvfVersion.One, out _));
    }

    [Fact]
    public void Every_section_of_version_2_is_reduced_to_what_version_1_has()
    {
        // What every element can have in version 2 alone comes in addition to what the sample has.
        var sample = EverySection.Two.Replace("<Msg ovf:msgid=\"eula\">", "<Msg ovf:msgid=\"eula\" ovf:fileRef=\"file2\">", StringComparison.Ordinal)
            .Replace("ovf:key=\"k\"", "ovf:key=\"k\" ovf:configuration=\"small\"", StringComparison.Ordinal);
        var down = Convert(Bytes(sample), OvfVersion.One, out var lost);

        Assert.Empty(Oracle(down));
        Assert.Equal(
            [
                "OVF7010 EthernetPortItem", "OVF7010 StorageItem", "OVF7011 BootDeviceSection", "OVF7011 EncryptionSection", "OVF7011 EnvironmentFilesSection",
                "OVF7011 PlacementGroupSection", "OVF7011 PlacementSection", "OVF7011 ScaleOutSection", "OVF7011 SharedDiskSection", "OVF7012 Access",
                "OVF7012 NetworkPortProfile", "OVF7012 NetworkPortProfileURI", "OVF7012 Promiscuous", "OVF7013 configuration=\"small\"", "OVF7013 fileRef=\"file2\"",
            ],
            lost.Select(static one => $"{one.Id} {one.Message.Split(' ')[0]}").Order(StringComparer.Ordinal));
        Assert.All(lost, static one => Assert.True(one.Location is { Line: > 2, Column: > 1, Path: not null }));
        Assert.Equal(EverySection.One.Split('\n').Length + 12, Text(down).Split('\n').Length);
        Assert.Equal(down, Convert(down, OvfVersion.One, out lost));
        Assert.Empty(lost);
    }

    [Fact]
    public void OVF7010_a_disk_and_an_adapter_become_items()
    {
        var found = Hardware(
            """
            <EthernetPortItem ovf:required="false">
              <epasd:Connection>LAN</epasd:Connection> <!-- stays -->
              <epasd:ElementName>adapter</epasd:ElementName>
              <epasd:InstanceID>2</epasd:InstanceID>
              <epasd:ResourceType>10</epasd:ResourceType>
            </EthernetPortItem>
            <StorageItem>
              <sasd:ElementName>disk</sasd:ElementName>
              <sasd:InstanceID>3</sasd:InstanceID>
            </StorageItem>
            """,
            """
            <Item ovf:required="false">
              <rasd:Connection>LAN</rasd:Connection> <!-- stays -->
              <rasd:ElementName>adapter</rasd:ElementName>
              <rasd:InstanceID>2</rasd:InstanceID>
              <rasd:ResourceType>10</rasd:ResourceType>
            </Item>
            <Item>
              <rasd:ElementName>disk</rasd:ElementName>
              <rasd:InstanceID>3</rasd:InstanceID>
            </Item>
            """);
        Assert.Equal(["sample.ovf(8,1): OVF7010", "sample.ovf(14,1): OVF7010"], found);
    }

    [Fact]
    public void OVF7011_a_section_goes_with_its_shared_disks()
    {
        var down = Convert(Bytes(EverySection.Two), OvfVersion.One, out var lost);
        Assert.Contains("disk2", lost.First(static one => one.Id == "OVF7011").Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SharedDisk", Text(down), StringComparison.Ordinal);
    }

    [Fact]
    public void OVF7012_properties_that_items_lack_go()
    {
        var found = Hardware(
            """
            <StorageItem>
              <sasd:Access>3</sasd:Access>
              <sasd:Caption>c</sasd:Caption>
              <sasd:ElementName>disk</sasd:ElementName>
              <sasd:Generation>1</sasd:Generation>
              <sasd:InstanceID>3</sasd:InstanceID>
              <rasd:Address>5</rasd:Address>
              <rasd:Caption>again</rasd:Caption>
              <v:Config xmlns:v="urn:v"/>
            </StorageItem>
            """,
            """
            <Item>
              <rasd:Address>5</rasd:Address>
              <rasd:Caption>c</rasd:Caption>
              <rasd:ElementName>disk</rasd:ElementName>
              <rasd:InstanceID>3</rasd:InstanceID>
              <v:Config xmlns:v="urn:v"/>
            </Item>
            """);
        Assert.Equal(["sample.ovf(8,1): OVF7010", "sample.ovf(9,3): OVF7012", "sample.ovf(12,3): OVF7012", "sample.ovf(15,3): OVF7012"], found);
    }

    [Fact]
    public void Values_that_only_version_2_knows_go()
    {
        var sample = EverySection.Two.Replace("<vssd:ElementName>family", "<vssd:AutomaticRecoveryAction>9</vssd:AutomaticRecoveryAction><vssd:AutomaticStartupAction>2</vssd:AutomaticStartupAction><vssd:ElementName>family", StringComparison.Ordinal);
        Assert.Empty(Oracle(Bytes(sample)));
        var down = Convert(Bytes(sample), OvfVersion.One, out var lost);
        Assert.Empty(Oracle(down));
        Assert.Contains(lost, static one => one.Id == "OVF7012" && one.Message.StartsWith("AutomaticRecoveryAction", StringComparison.Ordinal));
        Assert.Contains("AutomaticStartupAction>2<", Text(down), StringComparison.Ordinal);
    }

    [Fact]
    public void OVF7013_attributes_go_where_version_1_does_not_have_them()
    {
        var text = $"<e:Envelope xmlns:e='{Two}'><e:References>\n<e:File e:id='f' e:configuration='big' e:href='h'/></e:References></e:Envelope>";
        Assert.Equal(
            text.Replace(Two, One, StringComparison.Ordinal).Replace(" e:configuration='big'", "", StringComparison.Ordinal),
            Text(Convert(Bytes(text), OvfVersion.One, out var lost)));
        Assert.Equal("sample.ovf(2,18): OVF7013", Place(Assert.Single(lost)));
    }

    [Theory]
    [InlineData("{0} ovf1.xsd", "")]
    [InlineData("urn:v v.xsd {0} ovf1.xsd", " x:schemaLocation='urn:v v.xsd'")]
    public void OVF7014_the_place_of_the_former_schema_goes(string places, string kept)
    {
        var text = $"<Envelope xmlns='{One}' xmlns:x='{OvfNamespaces.SchemaInstance}' x:schemaLocation='{places.Replace("{0}", One, StringComparison.Ordinal)}'/>";
        var up = Convert(Bytes(text), OvfVersion.Two, out var lost);
        Assert.Equal($"<Envelope xmlns='{Two}' xmlns:x='{OvfNamespaces.SchemaInstance}'{kept}/>", Text(up));
        Assert.Equal("OVF7014", Assert.Single(lost).Id);
    }

    [Theory]
    [InlineData("http://www.vmware.com/schema/ovf/1/envelope")]
    [InlineData("http://schemas.dmtf.org/ovf/envelope/1/")]
    [InlineData("urn:nobody")]
    [InlineData("")]
    public void OVF7015_other_dialects_are_refused(string name)
    {
        var bytes = Bytes($"<Envelope xmlns='{name}'/>");
        var exception = Assert.Throws<UnsupportedContentException>(() => Convert(bytes, OvfVersion.Two, out _));
        Assert.Equal("OVF7015", exception.Diagnostic.Id);
    }

    [Fact]
    public void The_version_VirtualBox_states_follows()
    {
        var text = $"<Envelope ovf:version=\"1.0\" xmlns=\"{One}\" xmlns:ovf=\"{One}\"/>";
        var up = Convert(Bytes(text), OvfVersion.Two, out _);
        Assert.Equal($"<Envelope ovf:version=\"2.0\" xmlns=\"{Two}\" xmlns:ovf=\"{Two}\"/>", Text(up));
        Assert.Equal(text, Text(Convert(up, OvfVersion.One, out _)));
    }

    [Fact]
    public void A_descriptor_of_the_target_version_is_not_touched()
    {
        foreach (var version in Enum.GetValues<OvfVersion>())
        {
            var descriptor = EverySection.Parse(version);
            DescriptorConverter.Convert(descriptor, version);
            Assert.False(descriptor.IsModified);
        }
        Assert.Throws<ArgumentOutOfRangeException>(static () => DescriptorConverter.Convert(EverySection.Parse(OvfVersion.One), (OvfVersion)3));
    }

    [Fact]
    public void OVF5109_keys_of_encrypted_files_are_not_dropped_on_the_way_down()
    {
        var text = $"""<Envelope xmlns="{Two}" xmlns:ovf="{Two}"><References><File ovf:id="f" ovf:href="x"><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"/></File></References></Envelope>""";
        var descriptor = OvfDescriptor.Parse(Encoding.UTF8.GetBytes(text), "sample.ovf");
        var exception = Assert.Throws<UnsupportedContentException>(() => DescriptorConverter.Convert(descriptor, OvfVersion.One));
        Assert.Equal(("OVF5109", 1), (exception.Diagnostic.Id, exception.Diagnostic.Location.Line));
        Assert.Equal(text, Text(descriptor.ToBytes()));
        DescriptorConverter.Convert(descriptor, OvfVersion.Two);
    }

    [Fact]
    public void Descriptors_of_other_producers_are_no_less_valid_afterwards()
    {
        var corpus = RepositoryFiles.Reference("corpus");
        Assert.SkipWhen(corpus is null, "the corpus of foreign descriptors (shared/corpus beside the repository) is not here");
        var (up, down) = (0, 0);
        foreach (var path in Directory.EnumerateFiles(corpus!, "*.ovf", SearchOption.AllDirectories))
        {
            try
            {
                var bytes = File.ReadAllBytes(path);
                var descriptor = OvfDescriptor.Parse(bytes, path);
                var dialect = OvfNamespaces.DialectOf(descriptor.Envelope.Element.Name.Namespace);
                if (dialect == OvfDialect.Ovf2 && ++down > 0)
                    Check(descriptor, OvfVersion.One, path);
                else if (dialect == OvfDialect.Ovf1 && up++ % 10 == 0)
                    Check(descriptor, OvfVersion.Two, path);
            }
            catch (InvalidContentException)
            {
                // Some are there to be refused.
            }
        }
        Assert.True(up > 0 && down > 0);

        static void Check(OvfDescriptor descriptor, OvfVersion target, string path)
        {
            var complaints = OracleValidation.Complaints(descriptor);
            DescriptorConverter.Convert(descriptor, target);
            var again = OvfDescriptor.Parse(descriptor.ToBytes(), path);
            Assert.Equal(target == OvfVersion.One ? One : Two, again.Envelope.Element.Name.NamespaceName);
            Assert.True(XNode.DeepEquals(Names(descriptor), Names(again)), path);
            var now = OracleValidation.Complaints(again);
            Assert.True(now.Count <= complaints.Count, $"{path}: {string.Join('\n', now)}\nbefore: {string.Join('\n', complaints)}");
            Assert.DoesNotContain(again.Document.Descendants(), element => element.Name.LocalName is "StorageItem" or "EthernetPortItem" && target == OvfVersion.One);
        }

        // Without declarations, which the writer may have to add.
        static XElement Names(OvfDescriptor descriptor)
        {
            var copy = new XElement(descriptor.Envelope.Element);
            foreach (var element in copy.DescendantsAndSelf())
                element.Attributes().Where(static one => one.IsNamespaceDeclaration).Remove();
            return copy;
        }
    }

    // Converts a hardware section, one child a line, and says what was found; the result is valid.
    private static IEnumerable<string> Hardware(string before, string after)
    {
        Assert.Equal(Document(One, after, " xmlns:rasd=\"" + Cim + "ResourceAllocationSettingData\""), Text(Convert(Bytes(Document(Two, before, "")), OvfVersion.One, out var found)));
        Assert.Empty(Oracle(Bytes(Document(One, after, " xmlns:rasd=\"" + Cim + "ResourceAllocationSettingData\""))));
        return found.Select(Place).Order(StringComparer.Ordinal).OrderBy(static one => one.Length);

        static string Document(string version, string items, string declared)
        {
            var local = declared.Length == 0 && items.Contains("<rasd:", StringComparison.Ordinal) ? " xmlns:rasd=\"" + Cim + "ResourceAllocationSettingData\"" : declared;
            return $"""
                <Envelope xmlns="{version}" xmlns:ovf="{version}" xmlns:sasd="{Cim}StorageAllocationSettingData" xmlns:epasd="{Cim}EthernetPortAllocationSettingData"{local}>
                <References/>
                <VirtualSystem ovf:id="vm">
                <Info>i</Info>

                <VirtualHardwareSection>
                <Info>h</Info>
                {items}
                </VirtualHardwareSection>
                </VirtualSystem>
                </Envelope>
                """.ReplaceLineEndings("\r\n");
        }
    }

    private static string Place(Diagnostic diagnostic) => $"sample.ovf({diagnostic.Location.Line},{diagnostic.Location.Column}): {diagnostic.Id}";

    private static byte[] Convert(byte[] bytes, OvfVersion target, out DiagnosticBag lost)
    {
        var descriptor = OvfDescriptor.Parse(bytes, "sample.ovf");
        lost = [];
        DescriptorConverter.Convert(descriptor, target, lost);
        return descriptor.ToBytes();
    }

    private static IReadOnlyList<string> Oracle(byte[] bytes) => OracleValidation.Complaints(OvfDescriptor.Parse(bytes, "sample.ovf"));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
