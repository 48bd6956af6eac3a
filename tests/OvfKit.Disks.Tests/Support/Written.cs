namespace OvfKit.Disks.Tests.Support;

/// <summary>Writes disks into memory.</summary>
public static class Written
{
    /// <summary>The id that makes written images repeatable.</summary>
    public static readonly Guid Id = new("0f0e0d0c-0b0a-0908-0706-050403020100");

    /// <summary>The time that makes written images repeatable.</summary>
    public static readonly DateTimeOffset Time = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    public static async Task<SparseBytes> WriteAsync(
        DiskImage source, DiskFormat format, DiskWriteOptions? options = null, CopyOptions? copy = null, bool canSeek = true)
    {
        var bytes = new SparseBytes();
        options ??= DiskWriteOptions.Default with { Id = Id };
        var name = "disk" + format.Extensions[0];
        // Of an image that is a folder, the file inside that stands for it is what gets opened.
        var isFolder = format.WritableVariant(options.Variant).Layout == DiskLayout.Folder;
        var sink = new MemorySink(name, isFolder ? format.FolderEntry! : name, bytes, canSeek);
        await using var writer = format.CreateWriter(sink, options);
        await DiskCopy.CopyAsync(source, writer, copy, cancellationToken: TestContext.Current.CancellationToken);
        return bytes;
    }

    /// <summary>Options with one setting.</summary>
    public static DiskWriteOptions With(string setting, string value) =>
        new() { Id = Id, Time = Time, Settings = DiskWriteOptions.Default.Settings.Add(setting, value) };

    private sealed class MemorySink(string name, string mainName, SparseBytes main, bool canSeek) : DiskSink
    {
        public override string Name => name;

        public override bool CanSeek => canSeek;

        public override Stream Create(string name)
        {
            if (name == mainName)
                return main.AsStream(canSeek);
            var file = new SparseBytes();
            main.Siblings.Add(name, file);
            return file.AsStream(canSeek);
        }
    }
}
