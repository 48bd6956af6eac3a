using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Testing;
using OvfKit.Tests.Generated;
using static OvfKit.Tests.Model.MeaningSample;

namespace OvfKit.Tests.Model;

public sealed class EffectiveHardwareTests
{
    private static DiagnosticBag Findings(string items)
    {
        var bag = new DiagnosticBag();
        EffectiveHardware.Resolve(Hardware(items), null, bag);
        return bag;
    }

    private static void Finds(DiagnosticDescriptor expected, string items)
    {
        var found = Assert.Single(Findings(items));
        Assert.Same(expected, found.Descriptor);
        Assert.True(found.Location.Line > 0 && found.Location.Path!.Contains("/Item", StringComparison.Ordinal), found.ToString());
    }

    [Theory]
    [InlineData("small", 256L, null, null), InlineData("medium", 512L, null, 2048L), InlineData("large", 1024L, 512L, 4096L), InlineData(null, 512L, null, 2048L)]
    public void Every_configuration_has_its_quantity_and_bounds(string? configuration, long normal, long? minimum, long? maximum)
    {
        var section = Hardware(Memory("256") + Memory("512", "ovf:configuration='medium'") + Memory("1024", "ovf:configuration='large'")
            + Memory("512", "ovf:bound='min' ovf:configuration='large'")
            + Memory("2048", "ovf:bound='max' ovf:configuration='medium  large'") + Memory("4096", "ovf:bound='max' ovf:configuration='large'"));

        var device = Assert.Single(EffectiveHardware.Resolve(section, configuration).Devices);

        Assert.Equal(new ResourceRange(normal, minimum, maximum), device.VirtualQuantity);
        Assert.Equal(new ResourceRange(normal << 20, minimum << 20, maximum << 20), device.VirtualQuantityInBytes);
        Assert.Equal("2", device.InstanceId);
    }

    [Fact]
    public void A_later_item_replaces_only_the_children_it_has()
    {
        var section = Hardware(
            "<Item ovf:required='false'><rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits><rasd:Connection>a</rasd:Connection><rasd:Connection>b</rasd:Connection>"
            + "<rasd:ElementName>general</rasd:ElementName><rasd:InstanceId>7</rasd:InstanceId><rasd:ResourceType>10</rasd:ResourceType><rasd:Weight>1</rasd:Weight></Item>"
            + "<Item configuration='large'><rasd:Connection>c</rasd:Connection><rasd:ElementName>special</rasd:ElementName><rasd:InstanceID>7</rasd:InstanceID>"
            + "<rasd:VirtualQuantity>3</rasd:VirtualQuantity></Item>");

        var item = Assert.Single(EffectiveHardware.Resolve(section, "large").Devices).Normal;

        Assert.Equal(("special", "byte * 2^20", 1L, 3L, 10, false), (item.ElementName, item.AllocationUnits, item.Weight, item.VirtualQuantity, item.ResourceType, item.Required));
        Assert.Equal(["c"], item.Connection);
        Assert.Null(item.Configuration);
        Assert.Equal("7", item.InstanceId);
        item.ElementName = "changed";
        Assert.DoesNotContain(section.Items, static other => other.ElementName == "changed");
    }

    [Fact]
    public void Where_one_item_says_it_all_it_is_the_descriptors_own()
    {
        var section = Hardware(Memory("1") + Memory("2", id: "3"));

        Assert.Equal(section.Items, EffectiveHardware.Resolve(section).Devices.Select(static device => device.Normal));
    }

    [Fact]
    public void Items_without_id_are_devices_of_their_own() =>
        Assert.Equal(2, EffectiveHardware.Resolve(Hardware("<Item><rasd:ElementName>a</rasd:ElementName></Item><Item><rasd:ElementName>b</rasd:ElementName></Item>")).Devices.Count);

    [Fact]
    public void A_value_of_a_combined_item_that_is_not_readable_is_found_in_the_text()
    {
        var device = EffectiveHardware.Resolve(Hardware(Memory("1") + "\n" + Memory("lots", "ovf:configuration='large'")), "large").Devices[0];

        Assert.True(Assert.Throws<InvalidContentException>(() => device.VirtualQuantity).Diagnostic.Location.Line > 1);
    }

    [Fact]
    public void An_end_without_unit_is_in_the_unit_of_the_normal_item()
    {
        var section = Hardware(Memory("4") + "<Item ovf:bound='max'><rasd:InstanceID>2</rasd:InstanceID><rasd:Reservation>6</rasd:Reservation><rasd:VirtualQuantity>8</rasd:VirtualQuantity></Item>");

        var device = EffectiveHardware.Resolve(section).Devices[0];

        Assert.Equal(new ResourceRange(4L << 20, null, 8L << 20), device.VirtualQuantityInBytes);
        Assert.Equal(new ResourceRange(null, null, 6), device.Reservation);
        Assert.Equal((default, default), (device.Limit, device.Weight));
    }

    [Fact]
    public void A_configuration_that_does_not_exist_is_refused()
    {
        Assert.Contains("\"small\", \"medium\", \"large\"", Assert.Throws<ArgumentException>(() => EffectiveHardware.Resolve(Hardware(""), "huge")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => EffectiveHardware.Resolve(Hardware("", options: ""), "small"));
        Assert.Throws<ArgumentException>(() => EffectiveHardware.Resolve(new VirtualHardwareSection(), "small"));
    }

    [Fact]
    public void Without_options_only_the_general_items_apply()
    {
        var hardware = EffectiveHardware.Resolve(Hardware(Memory("1") + Memory("2", "ovf:configuration='large'", "3"), options: ""));

        Assert.Null(hardware.Configuration);
        Assert.Equal(1, Assert.Single(hardware.Devices).VirtualQuantity.Normal);
    }

    [Fact]
    public void A_section_for_other_configurations_has_no_devices()
    {
        var section = Hardware(Memory("1"), attributes: "ovf:configuration='small large'", version: 2);

        Assert.Empty(EffectiveHardware.Resolve(section).Devices);
        Assert.Single(EffectiveHardware.Resolve(section, "large").Devices);
    }

    [Fact]
    public void The_resources_of_a_collection_are_resolved_alike()
    {
        var content = $"<VirtualSystemCollection ovf:id='c'><Info/><ResourceAllocationSection><Info/>{Memory("1")}{Memory("9", "ovf:bound='max'")}</ResourceAllocationSection></VirtualSystemCollection>";
        var section = Envelope("", content).Content!.Section<ResourceAllocationSection>()!;

        Assert.Equal(new ResourceRange(1, null, 9), EffectiveHardware.Resolve(section).Devices[0].VirtualQuantity);
    }

    [Theory]
    [InlineData(4, true), InlineData(3, false), InlineData(8, true), InlineData(9, false)]
    public void The_ends_belong_to_the_range(long value, bool inside) => Assert.Equal(inside, new ResourceRange(5, 4, 8).Contains(value));

    [Fact]
    public void A_range_without_ends_contains_everything() => Assert.True(default(ResourceRange).Contains(long.MinValue));

    [Fact]
    public void OVF2951_is_a_bound_without_normal_item() => Finds(ResolutionDiagnostics.BoundWithoutNormal, Memory("1", "ovf:bound='max'"));

    [Fact]
    public void OVF2952_is_a_second_general_item_for_a_bound() =>
        Finds(ResolutionDiagnostics.BoundTwice, Memory("1") + Memory("1", "ovf:bound='max'") + Memory("2", "ovf:bound='max'"));

    [Fact]
    public void OVF2953_is_a_bound_nobody_knows()
    {
        Finds(ResolutionDiagnostics.UnknownBound, Memory("1", "ovf:bound='about'"));
        Assert.Equal(1, EffectiveHardware.Resolve(Hardware(Memory("1", "ovf:bound='about'"))).Devices[0].VirtualQuantity.Normal);
    }

    [Fact]
    public void OVF2954_is_items_of_one_id_and_several_resource_types() =>
        Finds(ResolutionDiagnostics.ResourceTypesDiffer, Memory("1") + "<Item><rasd:InstanceID>2</rasd:InstanceID><rasd:ResourceType>3</rasd:ResourceType></Item>");

    [Theory]
    [InlineData("accept/vmware/VirtualHardware/minonly_bound.ovf", null), InlineData("accept/vmware/VirtualHardware/valid_bound.ovf", null)]
    [InlineData("accept/vmware/VirtualHardware/normalexplicit_bound.ovf", null), InlineData("accept/vmware/VirtualHardware_1_0/maxonly_bound.ovf", null)]
    [InlineData("accept/vmware/DiskSection_1_0/make_delta.ovf", null)]
    [InlineData("reject/vmware/VirtualHardware/maxwith_nonormal.ovf", "OVF2951"), InlineData("reject/vmware/VirtualHardware/twomax_rangemarker.ovf", "OVF2952")]
    [InlineData("reject/vmware/VirtualHardware/twomin_rangemarker.ovf", "OVF2952")]
    public void The_verdict_on_foreign_bounds_is_that_of_their_authors(string path, string? code)
    {
        var file = RepositoryFiles.Reference("corpus/" + path);
        Assert.SkipWhen(file is null, "the corpus of foreign descriptors (shared/corpus beside the repository) is not here");
        var bag = new DiagnosticBag();

        foreach (var section in OvfDescriptor.Parse(File.ReadAllBytes(file!), path).Envelope.VirtualSystems.SelectMany(static system => system.HardwareSections))
            EffectiveHardware.Resolve(section, null, bag);

        Assert.Equal(code is null ? [] : [code], bag.Select(static finding => finding.Id));
    }

    [Theory]
    [InlineData("small", 1L, 256L << 20), InlineData(null, 1L, 512L << 20), InlineData("medium", 1L, 512L << 20), InlineData("large", 2L, 1L << 30)]
    public void An_appliance_of_three_sizes_resolves_to_what_its_author_meant(string? configuration, long processors, long memory)
    {
        var file = RepositoryFiles.Reference("corpus/accept/vmware/DiskSection_1_0/make_delta.ovf");
        Assert.SkipWhen(file is null, "the corpus of foreign descriptors (shared/corpus beside the repository) is not here");
        var section = ModelSample.Parse(File.ReadAllText(file!)).Envelope.VirtualSystems[0].HardwareSections[0];

        var devices = EffectiveHardware.Resolve(section, configuration).Devices;

        Assert.Equal(processors, devices.Single(static device => device.Normal.ResourceType == 3).VirtualQuantity.Normal);
        Assert.Equal(memory, devices.Single(static device => device.Normal.ResourceType == 4).VirtualQuantityInBytes.Normal);
    }
}
