using OvfKit.Diagnostics;

namespace OvfKit.Disks.Tests.Diagnostics;

public class DiagnosticTests
{
    private static readonly DiagnosticDescriptor Descriptor = new("OVF9999", DiagnosticSeverity.Warning, "title", "DSP0243 §9.1");

    [Fact]
    public void Findings_are_printed_in_one_form()
    {
        Assert.Equal("a.ovf(41,9): warning OVF9999: what happened [DSP0243 §9.1]", Descriptor.At(new Location("a.ovf", 41, 9), "what happened").ToString());
        Assert.Equal("a.vmdk@0x1ff: error OVF9998: what", new DiagnosticDescriptor("OVF9998", DiagnosticSeverity.Error, "t").At(Location.AtOffset("a.vmdk", 511), "what").ToString());
        Assert.Equal("a.ova!b: info OVF9997: what", new DiagnosticDescriptor("OVF9997", DiagnosticSeverity.Info, "t").At(new Location("a.ova!b"), "what").ToString());
        Assert.Equal("a@0x0", Location.AtOffset("a", 0).ToString());
    }

    [Fact]
    public void Exceptions_carry_their_finding()
    {
        var inner = new IOException();
        var invalid = Descriptor.Invalid(Location.AtOffset("a", 1), "m", inner);
        var unsupported = Descriptor.Unsupported(Location.AtOffset("a", 1), "m");

        Assert.Equal(invalid.Diagnostic, unsupported.Diagnostic);
        Assert.Equal(invalid.Diagnostic.ToString(), invalid.Message);
        Assert.Same(inner, invalid.InnerException);
        Assert.Equal("OVF9999", new IntegrityException(invalid.Diagnostic).Diagnostic.Id);
    }

    [Fact]
    public async Task The_bag_keeps_order_and_a_bounded_number()
    {
        var bag = new DiagnosticBag();
        Assert.False(bag.HasErrors);
        for (var i = 0; i < 3; i++)
            bag.Add(Descriptor.At(new Location("a"), $"{i}"));
        bag.Add(Descriptor.At(new Location("a"), "1"));
        Assert.Equal(["0", "1", "2"], bag.Select(finding => finding.Message));
        Assert.False(bag.HasErrors);

        await Parallel.ForAsync(0, 20_000, TestContext.Current.CancellationToken, (i, _) =>
        {
            bag.Add(Descriptor.At(new Location("a"), $"one of many, {i}"));
            return default;
        });
        Assert.Equal((10_000, 10_000), (bag.Count, bag.ToList().Count));
        bag.Add(new DiagnosticDescriptor("OVF9998", DiagnosticSeverity.Error, "t").At(new Location("a"), "late"));
        Assert.True(bag.HasErrors);
        Assert.Equal(10_000, bag.Count);
        Assert.Throws<ArgumentNullException>(() => bag.Add(null!));
    }

    [Fact]
    public void Codes_of_all_families_are_well_formed_and_unique()
    {
        var all = DiskDiagnostics.All.Concat(OvfKit.Disks.Formats.Vmdk.VmdkDiagnostics.All).Concat(OvfKit.Disks.Formats.Vhdx.VhdxDiagnostics.All).ToList();

        Assert.Equal(all.Count, all.Select(descriptor => descriptor.Id).Distinct().Count());
        Assert.All(all, descriptor => Assert.Matches("^OVF6[0-9]{3}$", descriptor.Id));
        Assert.All(all, descriptor => Assert.False(string.IsNullOrWhiteSpace(descriptor.Title)));
    }

    [Theory, InlineData(typeof(DiskDiagnostics)), InlineData(typeof(OvfKit.Disks.Formats.Vmdk.VmdkDiagnostics)), InlineData(typeof(OvfKit.Disks.Formats.Vhdx.VhdxDiagnostics))]
    public void All_lists_every_descriptor_of_its_family(Type family)
    {
        var fields = family.GetFields().Where(field => field.FieldType == typeof(DiagnosticDescriptor)).Select(field => (DiagnosticDescriptor)field.GetValue(null)!);
        var all = (IReadOnlyList<DiagnosticDescriptor>)family.GetProperty("All")!.GetValue(null)!;

        Assert.Equal(fields.Select(descriptor => descriptor.Id).Order(), all.Select(descriptor => descriptor.Id).Order());
    }
}
