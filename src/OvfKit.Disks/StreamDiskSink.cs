namespace OvfKit.Disks;

/// <summary>A sink for variants of one file that goes to a stream of the caller.</summary>
/// <param name="name">The image's name.</param>
/// <param name="stream">Receives the bytes from its position 0 on; stays open.</param>
public sealed class StreamDiskSink(string name, Stream stream) : DiskSink
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override bool CanSeek => stream.CanSeek;

    /// <inheritdoc/>
    public override Stream Create(string name) => name == Name ? stream : throw SingleFileOnly(this, name);

    internal static ArgumentException SingleFileOnly(DiskSink sink, string name) =>
        new($"this sink takes one file, \"{sink.Name}\", not \"{name}\"", nameof(name));
}
