using System.Text;
using OvfKit.Model;
using OvfKit.Tests.Generated;

namespace OvfKit.Tests.Model;

public sealed class ElementListTests
{
    private const string Files = """
        <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:o="http://schemas.dmtf.org/ovf/envelope/1">
        	<References>
        		<File o:id='a' o:href='A'/> <!-- the first -->

        		<!-- the second -->
        		<File o:id='b' o:href='B' />
        	</References>
        	<VirtualSystem o:id="vm"><Info/></VirtualSystem>
        </Envelope>
        """;

    private static string Edit(string text, Action<Envelope> edit)
    {
        var descriptor = ModelSample.Parse(text);
        edit(descriptor.Envelope);
        return Encoding.UTF8.GetString(descriptor.ToBytes());
    }

    private static FileReference New(string id) => new() { Id = id, Href = id };

    [Fact]
    public void A_list_is_live()
    {
        var envelope = ModelSample.Parse(Files).Envelope;
        var files = envelope.References!.Files;
        var (first, second) = (files[0], files[1]);
        var third = New("c");

        files.Add(third);
        Assert.Equal(3, files.Count);
        Assert.Same(third, files[2]);
        Assert.Equal(2, files.IndexOf(third));
        Assert.True(files.Remove(first));
        Assert.False(files.Remove(first));
        Assert.DoesNotContain(first, files);
        Assert.Equal(-1, files.IndexOf(first));
        files[0] = first;
        Assert.Equal([first, third], files);
        Assert.Null(second.Element.Parent);
        files.RemoveAt(1);
        files.Clear();
        Assert.Empty(files);
        Assert.Throws<ArgumentOutOfRangeException>(() => files[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => files.Insert(1, third));
    }

    [Fact]
    public void What_is_added_is_written_like_its_siblings() => Assert.Equal(
        Files.Replace("<File o:id='b' o:href='B' />\n", "<File o:id='b' o:href='B' />\n\t\t<File o:id=\"c\" o:href=\"c\"/>\n", StringComparison.Ordinal),
        Edit(Files, static envelope => envelope.References!.Files.Add(New("c"))));

    [Fact]
    public void What_is_inserted_stands_in_front() => Assert.Equal(
        Files.Replace("\t\t<File o:id='a'", "\t\t<File o:id=\"c\" o:href=\"c\"/>\n\t\t<File o:id='a'", StringComparison.Ordinal),
        Edit(Files, static envelope => envelope.References!.Files.Insert(0, New("c"))));

    [Fact]
    public void What_is_removed_takes_its_blanks_along() => Assert.Equal(
        Files.Replace("\n\t\t<File o:id='b' o:href='B' />", "", StringComparison.Ordinal), Edit(Files, static envelope => envelope.References!.Files.RemoveAt(1)));

    [Fact]
    public void What_was_removed_and_is_added_again_has_its_old_text() => Assert.Equal(Files, Edit(Files, static envelope =>
    {
        var file = envelope.References!.Files[1];
        file.Remove();
        envelope.References.Files.Add(file);
    }).Replace("<!-- the first -->\n\t\t<File o:id='b' o:href='B' />\n\n\t\t<!-- the second -->", "<!-- the first -->\n\n\t\t<!-- the second -->\n\t\t<File o:id='b' o:href='B' />", StringComparison.Ordinal));

    [Fact]
    public void Line_ends_are_those_of_the_document()
    {
        var windows = Files.Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal(
            windows.Replace("<VirtualSystem", "<DiskSection>\r\n\t\t<Info></Info>\r\n\t</DiskSection>\r\n\t<VirtualSystem", StringComparison.Ordinal),
            Edit(windows, static envelope => envelope.Sections.Add(new DiskSection())));
    }

    [Fact]
    public void A_document_without_lines_stays_without()
    {
        const string Text = "<o:Envelope xmlns:o='http://schemas.dmtf.org/ovf/envelope/1'><o:References/></o:Envelope>";
        Assert.Equal(
            Text.Replace("<o:References/>", "<o:References><o:File o:id=\"c\" o:href=\"c\"/></o:References><o:DiskSection><o:Info></o:Info></o:DiskSection>", StringComparison.Ordinal),
            Edit(Text, static envelope =>
            {
                envelope.References!.Files.Add(New("c"));
                envelope.Sections.Add(new DiskSection());
            }));
    }

    [Fact]
    public void An_item_of_another_document_moves_and_takes_the_version_of_its_new_one()
    {
        var one = OvfDescriptor.Create(OvfVersion.One);
        var two = OvfDescriptor.Create(OvfVersion.Two);
        one.Envelope.Sections.Add(new NetworkSection { Networks = { new Network { Name = "n" } } });

        two.Envelope.Sections.Add(one.Envelope.NetworkSection!);

        Assert.Null(one.Envelope.NetworkSection);
        Assert.Equal("n", two.Envelope.NetworkSection!.Networks[0].Name);
        Assert.Contains("<Network ovf:name=\"n\"/>", Encoding.UTF8.GetString(two.ToBytes()), StringComparison.Ordinal);
        Assert.Empty(Schemas.OracleValidation.Complaints(two));
        Assert.Empty(Schemas.OracleValidation.Complaints(one));
    }

    [Fact]
    public void What_only_version_2_has_is_refused_by_version_1()
    {
        var one = OvfDescriptor.Create(OvfVersion.One);
        Assert.Throws<InvalidOperationException>(() => one.Envelope.Sections.Add(new ScaleOutSection { Id = "s" }));
        Assert.Throws<InvalidOperationException>(() => one.Envelope.Sections.Add(new NetworkSection { Networks = { new Network { PortProfiles = { new NetworkPortProfile() } } } }));
        Assert.False(one.IsModified);

        var two = OvfDescriptor.Create(OvfVersion.Two);
        two.Envelope.Content!.Sections.Add(new ScaleOutSection { Id = "s", InstanceCounts = { new InstanceCount { Default = 3 } } });
        Assert.Empty(Schemas.OracleValidation.Complaints(two));
    }

    [Fact]
    public void An_element_is_not_put_into_itself()
    {
        var collection = new VirtualSystemCollection();
        Assert.Throws<ArgumentException>(() => collection.Members.Add(collection));
        Assert.Throws<ArgumentException>(() => new ProductSection().Settings.Add(new FileReference()));
    }

    [Fact]
    public void The_draft_and_oVirt_get_sections_told_by_type()
    {
        var text = Edit("""
            <ovf:Envelope xmlns:ovf='http://schemas.dmtf.org/ovf/envelope/1/' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>
              <References/>
            </ovf:Envelope>
            """, static envelope => envelope.Sections.Add(new DiskSection { Disks = { new VirtualDisk { DiskId = "d" } } }));

        Assert.Contains("  <Section xsi:type='ovf:DiskSection_Type'>\n    <Info></Info>\n    <Disk ovf:diskId='d'/>".Replace('\'', '"'), text, StringComparison.Ordinal);
        Assert.Equal("d", ModelSample.Parse(text).Envelope.DiskSection!.Disks[0].DiskId);
    }
}
