using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Packaging;
using OvfKit.Testing;
using OvfKit.Validation;

namespace OvfKit.Tests.Validation;

public sealed class DescriptorValidatorTests
{
    private static DiagnosticBag Validate(OvfDescriptor descriptor, ValidationOptions? options = null)
    {
        var diagnostics = new DiagnosticBag();
        DescriptorValidator.Validate(descriptor, options, diagnostics);
        return diagnostics;
    }

    private static OvfDescriptor Appliance()
    {
        using var package = OvfPackage.Open(RepositoryFiles.Fixture("packages/appliance.ova"));
        return OvfDescriptor.Parse(package.Descriptor.ToBytes(), "appliance.ovf");
    }

    [Fact]
    public void Valid_descriptors_have_no_errors()
    {
        Assert.Equal(["OVF1007", "OVF1007", "OVF1007", "OVF2504", "OVF2504", "OVF2504", "OVF2504"], Validate(Appliance()).Select(static one => one.Id));
        var small = Validate(OvfDescriptor.Parse(RepositoryFiles.FixtureBytes("packages/small-folder/small.ovf"), "small.ovf"));
        Assert.All(small, static one => Assert.Equal(DiagnosticSeverity.Info, one.Severity));
    }

    [Fact]
    public void Validation_changes_nothing()
    {
        var descriptor = Appliance();
        var before = new XDocument(descriptor.Document);
        Validate(descriptor);
        Assert.False(descriptor.IsModified);
        Assert.True(XNode.DeepEquals(before, descriptor.Document));
    }

    [Fact]
    public void An_edited_descriptor_is_judged_as_it_is_now()
    {
        var descriptor = Appliance();
        descriptor.Envelope.DiskSection!.Disks[1].FileRef = "gone";
        var finding = Assert.Single(Validate(descriptor), static one => one.Severity == DiagnosticSeverity.Error);
        Assert.Equal(EnvelopeDiagnostics.UnknownDiskFile, finding.Descriptor);
        Assert.Equal("/Envelope/DiskSection/Disk[2]/@fileRef", finding.Location.Path);
    }

    [Fact]
    public void Paths_are_those_the_descriptor_itself_gives()
    {
        var descriptor = Appliance();
        var paths = new OvfKit.Xml.ElementPaths();
        Assert.All(descriptor.Document.Descendants(), element =>
        {
            Assert.Equal(descriptor.LocationOf(element).Path, paths.Of(element));
            Assert.All(element.Attributes(), attribute => Assert.Equal(descriptor.LocationOf(attribute).Path, paths.Of(attribute)));
        });
    }

    [Fact]
    public void Findings_read_as_people_expect()
    {
        var text = File.ReadAllText(RepositoryFiles.Fixture("invalid/OVF2103-unknown-disk-file.ovf"));
        var finding = Assert.Single(Validate(OvfDescriptor.Parse(Encoding.UTF8.GetBytes(text), "appliance.ovf")));
        Assert.Equal("appliance.ovf(8,30): error OVF2103: disk \"disk1\" refers to file \"file2\", which References does not list [DSP0243 §9.1]", finding.ToString());
    }

    [Fact]
    public void A_rule_of_somebody_else_takes_part()
    {
        var options = new ValidationOptions { Rules = [.. ValidationRules.BuiltIn, new NameRule()] };
        var finding = Assert.Single(Validate(Appliance(), options), static one => one.Id == "ACME001");
        Assert.True(finding.Location.Line > 1);
    }

    [Fact]
    public void What_the_model_throws_in_a_rule_becomes_a_finding()
    {
        var descriptor = OvfDescriptor.Parse(RepositoryFiles.FixtureBytes("invalid/OVF2106-file-size-unreadable.ovf"), "x.ovf");
        var options = new ValidationOptions { Rules = [new SizeRule(), new NameRule()] };
        Assert.Equal(["OVF1001", "ACME001"], Validate(descriptor, options).Select(static one => one.Id));
    }

    [Fact]
    public void Damaged_anyhow_a_descriptor_is_refused_or_judged()
    {
        byte[][] originals =
        [
            Appliance().ToBytes(), RepositoryFiles.FixtureBytes("packages/small-folder/small.ovf"), RepositoryFiles.FixtureBytes("invalid/OVF2404-range-inverted.ovf"),
            RepositoryFiles.FixtureBytes("invalid/OVF2606-startup-action.ovf"), RepositoryFiles.FixtureBytes("invalid/OVF2133-parent-disk-cycle.ovf"),
        ];
        var judged = 0;
        for (var seed = 0; seed < 3_000; seed++)
        {
            try
            {
                var descriptor = OvfDescriptor.Parse(new Mutator(seed).Mutate(originals[seed % originals.Length]), "x");
                Validate(descriptor);
                judged++;
            }
            catch (InvalidContentException exception)
            {
                Assert.Contains(exception.Diagnostic.Descriptor, TextDiagnostics.All);
            }
        }
        Assert.True(judged > 30, $"only {judged} were well-formed");
    }

    [Fact]
    public void Names_and_values_in_any_disorder_are_judged()
    {
        var random = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            var descriptor = Appliance();
            var elements = descriptor.Document.Root!.DescendantsAndSelf().ToList();
            for (var edits = 0; edits < 12; edits++)
                Disturb(elements[random.Next(1, elements.Count)], elements[random.Next(1, elements.Count)], random);
            Validate(descriptor);
        }
    }

    [Theory]
    [InlineData("<Item><rasd:InstanceID>1</rasd:InstanceID><rasd:Parent>1</rasd:Parent></Item>")]
    [InlineData("<Item ovf:bound=\"min\"><rasd:InstanceID>1</rasd:InstanceID></Item><Item><rasd:InstanceID>1</rasd:InstanceID></Item>")]
    [InlineData("<Item><rasd:Caption>x</rasd:Caption></Item>")]
    public void Time_follows_the_size(string items)
    {
        // Eight times as much takes about eight times as long; quadratic work would take 64 times. The best of three says what the machine can.
        var small = TimeOf(Made(8_000));
        var large = TimeOf(Made(64_000));
        Assert.True(large < 32 * small, string.Create(CultureInfo.InvariantCulture, $"{small} and {large}"));

        OvfDescriptor Made(int count) => OvfDescriptor.Parse(
            Encoding.UTF8.GetBytes($"""
                <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
                  xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData">
                <VirtualSystem><VirtualHardwareSection>{string.Concat(Enumerable.Repeat(items, count))}</VirtualHardwareSection></VirtualSystem></Envelope>
                """),
            "x");

        static TimeSpan TimeOf(OvfDescriptor descriptor) => Enumerable.Range(0, 3).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            Assert.True(Validate(descriptor).Count > 1000);
            return watch.Elapsed;
        });
    }

    private static void Disturb(XElement element, XElement other, Random random)
    {
        if (element.Document is null)
            return;
        switch (random.Next(6))
        {
            case 0:
                element.Remove();
                break;
            case 1:
                element.AddAfterSelf(new XElement(element));
                break;
            case 2:
                element.Name = other.Name;
                break;
            case 3 when !element.HasElements:
                element.Value = other.Value;
                break;
            case 4 when element.FirstAttribute is { IsNamespaceDeclaration: false } attribute:
                attribute.Value = other.Value.Trim();
                break;
            case 5 when element.FirstAttribute is { IsNamespaceDeclaration: false } attribute:
                attribute.Remove();
                break;
        }
    }

    private sealed class NameRule : ValidationRule
    {
        private static readonly DiagnosticDescriptor _code = new("ACME001", DiagnosticSeverity.Warning, "not our style");

        public override IReadOnlyList<DiagnosticDescriptor> Codes => [_code];

        public override void Check(ValidationContext context)
        {
            foreach (var system in context.Descriptor.Envelope.VirtualSystems)
                context.Report(_code, system.Element, $"\"{system.Id}\" does not begin with \"acme-\"");
        }
    }

    private sealed class SizeRule : ValidationRule
    {
        public override IReadOnlyList<DiagnosticDescriptor> Codes => [];

        public override void Check(ValidationContext context) => _ = context.Descriptor.Envelope.References!.Files.Sum(static file => file.Size);
    }
}
