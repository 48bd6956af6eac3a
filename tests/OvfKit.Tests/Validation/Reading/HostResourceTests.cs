using OvfKit.Validation.Reading;

namespace OvfKit.Tests.Validation.Reading;

public sealed class HostResourceTests
{
    [Theory]
    [InlineData("ovf:/disk/vmdisk1", true, "vmdisk1", true)]
    [InlineData("ovf:/file/file 1", false, "file 1", true)]
    [InlineData("ovf://disk/a/b", true, "a/b", false)]
    [InlineData("/disk/vmdisk1", true, "vmdisk1", false)]
    [InlineData("disk/x", true, "x", false)]
    [InlineData("OVF:/disk/x", true, "x", true)]
    public void All_ways_to_write_it_are_read(string text, bool isDisk, string id, bool isUsual) => Assert.Equal(new HostResource(isDisk, id, isUsual), HostResource.Parse(text));

    [Theory]
    [InlineData(""), InlineData("/disk/"), InlineData("ovf:"), InlineData("host:/dev/sda"), InlineData("ovf:/network/a")]
    public void Anything_else_is_none(string text) => Assert.Null(HostResource.Parse(text));
}
