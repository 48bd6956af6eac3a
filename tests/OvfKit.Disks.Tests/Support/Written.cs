namespace OvfKit.Disks.Tests.Support;

/// <summary>Writes disks into memory.</summary>
public static class Written
{
    /// <summary>The id that makes written images repeatable.</summary>
    public static readonly Guid Id = new("0f0e0d0c-0b0a-0908-0706-050403020100");

    public static async Task<SparseBytes> WriteAsync(
        DiskImage source, DiskFormat format, DiskWriteOptions? options = null, CopyOptions? copy = null, bool canSeek = true)
    {
        var bytes = new SparseBytes();
        await using var stream = bytes.AsStream(canSeek);
        await using var writer = format.CreateWriter(new StreamDiskSink("disk" + format.Extensions[0], stream), options ?? DiskWriteOptions.Default with { Id = Id });
        await DiskCopy.CopyAsync(source, writer, copy, cancellationToken: TestContext.Current.CancellationToken);
        return bytes;
    }

    /// <summary>Options with one setting.</summary>
    public static DiskWriteOptions With(string setting, string value) =>
        new() { Id = Id, Settings = DiskWriteOptions.Default.Settings.Add(setting, value) };
}
