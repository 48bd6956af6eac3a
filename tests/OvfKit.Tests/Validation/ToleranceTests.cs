using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Testing;
using OvfKit.Validation;

namespace OvfKit.Tests.Validation;

/// <summary>What is allowed, or forgiven, although it looks like what is not.</summary>
public sealed class ToleranceTests
{
    private static string[] ErrorsAfter(string fixture, params (string Old, string New)[] edits)
    {
        var text = File.ReadAllText(RepositoryFiles.Fixture($"invalid/{fixture}.ovf"));
        foreach (var (old, replacement) in edits)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, replacement, StringComparison.Ordinal);
        }
        var diagnostics = new DiagnosticBag();
        DescriptorValidator.Validate(OvfDescriptor.Parse(Encoding.UTF8.GetBytes(text), fixture), null, diagnostics);
        return [.. diagnostics.Where(static one => one.Severity == DiagnosticSeverity.Error).Select(static one => one.Id)];
    }

    [Fact]
    public void A_size_of_0_says_nothing_of_a_file_on_a_server() =>
        Assert.Empty(ErrorsAfter("OVF2114-empty-disk-file", ("\"disk1.vmdk\"", "\"http://files.example/disk1.vmdk\"")));

    [Fact]
    public void An_address_that_leaves_the_folder_is_no_fault_of_the_descriptor() =>
        Assert.Empty(ErrorsAfter("OVF2135-unused-disk", ("\"disk1.vmdk\"", "\"../../elsewhere/disk1.vmdk\"")));

    [Fact]
    public void A_compressed_file_may_be_as_large_as_its_disk() => Assert.Empty(ErrorsAfter("OVF2113-compressed-file-too-large", ("99000000", "65536")));

    [Fact]
    public void A_disk_with_a_parent_may_stand_anywhere() => Assert.Empty(ErrorsAfter(
        "OVF2134-disks-out-of-order", ("ovf:diskId=\"disk1\"", "ovf:diskId=\"disk1\" ovf:parentRef=\"disk2\"")));

    [Fact]
    public void Hardware_without_devices_is_enough_for_a_disk_that_has_no_file() => Assert.Empty(ErrorsAfter(
        "OVF2303-hardware-without-devices", (" ovf:fileRef=\"file1\"", "")));

    [Fact]
    public void A_device_that_may_be_left_out_need_not_say_how_much() => Assert.Empty(ErrorsAfter(
        "OVF2315-quantity-missing", ("<Item> <!-- OVF2315 -->", "<Item ovf:required=\"false\">")));

    [Theory]
    [InlineData("<rasd:Limit/>"), InlineData("<rasd:Limit> </rasd:Limit>"), InlineData("<rasd:AutomaticAllocation/>")]
    public void An_empty_setting_says_nothing(string setting) => Assert.Empty(ErrorsAfter(
        "OVF2135-unused-disk", ("<rasd:ResourceType>3", setting + "<rasd:ResourceType>3")));

    [Fact]
    public void Only_what_is_required_has_to_be_known_in_the_parts_of_sections()
    {
        Assert.Equal(["OVF2014"], ErrorsAfter("OVF2135-unused-disk", ("ovf:size=\"4096\"/>", "ovf:size=\"4096\"><x:Mirror xmlns:x=\"http://shelf.example/ovf\"/></File>")));
        Assert.Empty(ErrorsAfter("OVF2135-unused-disk", ("ovf:size=\"4096\"/>", "ovf:size=\"4096\"><x:Mirror xmlns:x=\"http://shelf.example/ovf\" ovf:required=\"false\"/></File>")));
    }

    [Fact]
    public void One_id_serves_a_device_in_several_configurations() => Assert.Empty(ErrorsAfter(
        "OVF2703-unknown-configuration", ("<Item ovf:configuration=\"small large\">", "<Item ovf:configuration=\"small\">")));

    [Fact]
    public void A_configuration_without_prefix_counts() => Assert.Equal(["OVF2703"], ErrorsAfter(
        "OVF2703-unknown-configuration", ("<Item ovf:configuration=\"small large\">", "<Item configuration=\"large\">")));

    [Theory]
    [InlineData("34"), InlineData("35"), InlineData("32768"), InlineData("0")]
    public void Types_of_vendors_are_known(string type) => Assert.Empty(ErrorsAfter("OVF2308-device-type-unknown", ("4711", type)));

    [Fact]
    public void An_unknown_device_may_be_optional() => Assert.Empty(ErrorsAfter(
        "OVF2308-device-type-unknown", ("<Item>\n        <rasd:ElementName>a novelty", "<Item ovf:required=\"false\">\n        <rasd:ElementName>a novelty")));

    [Fact]
    public void Unknown_elements_and_sections_may_be_optional()
    {
        Assert.Empty(ErrorsAfter("OVF2014-unknown-element", ("<rasd:Colour>", "<rasd:Colour ovf:required=\"false\">")));
        Assert.Empty(ErrorsAfter("OVF2012-unknown-section", ("xmlns:x=\"http://shelf.example/ovf\"", "xmlns:x=\"http://shelf.example/ovf\" ovf:required=\"false\"")));
    }

    [Fact]
    public void Only_children_of_sections_have_to_be_known() => Assert.Empty(ErrorsAfter(
        "OVF2012-unknown-section",
        ("<x:RackSection xmlns:x=\"http://shelf.example/ovf\">", "<x:RackSection xmlns:x=\"http://shelf.example/ovf\" ovf:required=\"false\"><x:Row ovf:required=\"true\"/>")));

    [Fact]
    public void A_device_without_backing_may_say_so() => Assert.Empty(ErrorsAfter("OVF2312-unknown-host-resource", ("ovf:/disk/disk1", "")));

    [Theory]
    [InlineData("uint8", "255")]
    [InlineData("uint8", "")]
    [InlineData("uint8", "${other}")]
    [InlineData("sint64", "-9223372036854775808")]
    [InlineData("uint64", "18446744073709551615")]
    [InlineData("Boolean", "True")]
    [InlineData("real32", "-1.5e3")]
    [InlineData("String", "anything")]
    [InlineData("int(0..9)", "256")]
    public void Values_fit_their_types(string type, string value) =>
        Assert.Empty(ErrorsAfter("OVF2508-value-unfit", ("\"uint8\"", $"\"{type}\""), ("\"256\"", $"\"{value}\"")));

    [Theory]
    [InlineData("boolean", "yes"), InlineData("sint8", "-129"), InlineData("real64", "half"), InlineData("uint64", "-1"), InlineData("int", "1.5")]
    public void Values_that_do_not_fit_are_found(string type, string value) =>
        Assert.Equal(["OVF2508"], ErrorsAfter("OVF2508-value-unfit", ("\"uint8\"", $"\"{type}\""), ("\"256\"", $"\"{value}\"")));

    [Fact]
    public void A_range_in_other_units_is_compared_in_bytes() => Assert.Empty(ErrorsAfter(
        "OVF2404-range-inverted",
        ("<rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits>\n        <rasd:ElementName>least", "<rasd:AllocationUnits>byte * 2^10</rasd:AllocationUnits>\n        <rasd:ElementName>least")));

    [Fact]
    public void Properties_of_several_products_may_have_one_key() => Assert.Empty(ErrorsAfter(
        "OVF2503-duplicate-product", ("<ProductSection ovf:class=\"org.example\"> <!--", "<ProductSection ovf:class=\"org.example\" ovf:instance=\"2\"> <!--")));
}
