using OvfKit.Disks.Formats.Raw;
using OvfKit.Disks.Tests.Support;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Raw;

public class RawWriterTests
{
    [Theory, InlineData("off"), InlineData("full")]
    public async Task Preallocation_decides_whether_zeros_take_space(string preallocation)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "stat tells the space a file takes");
        using var folder = new TempFolder();
        var guest = Guest.Make("patterns");
        using (var source = guest.OpenRaw())
            await new Interop.Qemu(folder).ConvertAsync(source, "disk.raw", "raw", Written.With("preallocation", preallocation));

        var space = long.Parse(ForeignTool.Require("stat").RunIn(folder.Path, "-c", "%b", "disk.raw"), System.Globalization.CultureInfo.InvariantCulture) * 512;
        Assert.Equal(preallocation == "full", space >= guest.Length);
        Assert.Equal(guest.Bytes.ToArray(), await File.ReadAllBytesAsync(folder["disk.raw"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Other_preallocations_are_refused() =>
        Assert.Contains("off or full", Assert.Throws<ArgumentException>(() => { RawFormat.Instance.CreateWriter(new StreamDiskSink("a.raw", Stream.Null), Written.With("preallocation", "some")); }).Message, StringComparison.Ordinal);
}
