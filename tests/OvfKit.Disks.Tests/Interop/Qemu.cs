using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Interop;

/// <summary>What several tests do with qemu-img.</summary>
internal sealed class Qemu(TempFolder folder)
{
    private readonly ForeignTool _image = ForeignTool.Require("qemu-img");

    /// <summary>Writes a disk as a sparse raw file.</summary>
    public static void WriteRaw(Guest guest, string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew);
        FileHoles.Allow(file.SafeFileHandle);
        file.SetLength(guest.Length);
        foreach (var data in guest.Bytes.Data())
        {
            file.Position = data.Offset;
            file.Write(guest.Bytes.Bytes(data.Offset, (int)data.Length));
        }
    }

    public string Run(params string[] arguments) => _image.RunIn(folder.Path, arguments);

    /// <summary>Demands that a file is sound and holds the same guest bytes as a raw file.</summary>
    public void AssertSame(string raw, string file, string format)
    {
        Assert.Contains("Images are identical", Run("compare", "-f", "raw", "-F", format, raw, file), StringComparison.Ordinal);
        AssertSound(file, format);
    }

    /// <summary>Demands that qemu-img and libyal find a file sound.</summary>
    public void AssertSound(string file, string format)
    {
        if (format == "raw")
            return;
        Assert.Contains("No errors were found", Run("check", "-f", format, file), StringComparison.Ordinal);
        // libqcow knows no zstd; what it can judge it judges in Qcow2InteropTests.
        if (format != "qcow2")
            ForeignTool.Require(format == "vmdk" ? "vmdkinfo" : "vhdiinfo").RunIn(folder.Path, file);
    }

    /// <summary>Converts with our own code.</summary>
    public async Task ConvertAsync(DiskImage source, string target, string format, DiskWriteOptions? options = null)
    {
        using var sink = new FileDiskSink(folder[target]);
        await using var writer = DiskFormats.BuiltIn.Find(format)!.CreateWriter(sink, options ?? DiskWriteOptions.Default with { Id = Written.Id });
        await DiskCopy.CopyAsync(source, writer, cancellationToken: TestContext.Current.CancellationToken);
        sink.Commit();
    }
}
