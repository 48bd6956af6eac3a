using OvfKit.Packaging;

namespace OvfKit.Tests.Packaging;

/// <summary>Keeps a package's entries in memory and counts what is read back of them.</summary>
internal sealed class MemorySink : PackageSink
{
    public Dictionary<string, byte[]> Entries { get; } = [];

    public long BytesReadBack { get; private set; }

    public override string Name => "memory";

    protected override Reservation ReserveCore(string name, long length) => new(name, 0, length);

    protected override ValueTask FillCoreAsync(Reservation reservation, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Entries.Add(reservation.Name, content.ToArray());
        return default;
    }

    protected override Stream CreateCore(string name) => new Content(this);

    protected override ValueTask CompleteEntryAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        Entries.Add(name, ((MemoryStream)content).ToArray());
        return default;
    }

    protected override ValueTask CompleteCoreAsync(CancellationToken cancellationToken) => default;

    protected override ValueTask CloseAsync() => default;

    private sealed class Content(MemorySink sink) : MemoryStream
    {
        public override int Read(Span<byte> buffer) => Count(base.Read(buffer));

        public override int Read(byte[] buffer, int offset, int count) => Count(base.Read(buffer, offset, count));

        private int Count(int read)
        {
            sink.BytesReadBack += read;
            return read;
        }
    }
}
