using OvfKit.IO;

namespace OvfKit.Disks.Tests.Support;

/// <summary>A format that exists only in tests, made with public API alone: 16 bytes of head, then the guest bytes xor 0x5A.</summary>
public sealed class XorFormat : DiskFormat
{
    private const int HeadSize = 16;

    public static ReadOnlySpan<byte> Magic => "XORDISK1"u8;

    public override string Name => "xor";

    public override IReadOnlyList<string> Extensions { get; } = [".xor"];

    public override IReadOnlyList<DiskVariant> Variants { get; } = [new("plain", "urn:example:xor")];

    public override bool Matches(in DiskProbe probe) => probe.Head.StartsWith(Magic);

    public override DiskImage Open(ByteSource source, DiskOpenOptions options) => new Image(this, source);

    public override DiskWriter CreateWriter(DiskSink sink, DiskWriteOptions options)
    {
        WritableVariant(options.Variant);
        return new Writer(sink);
    }

    private static void Flip(ReadOnlySpan<byte> from, Span<byte> to)
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = (byte)(from[i] ^ 0x5A);
    }

    private sealed class Image : DiskImage
    {
        private readonly ByteSource _source;

        public Image(DiskFormat format, ByteSource source)
            : base(format, source.Name)
        {
            _source = source;
            Length = source.Length - HeadSize;
            BlockSize = 65536;
        }

        protected override Run Locate(long offset)
        {
            var skip = (int)(offset % BlockSize);
            var length = (int)Math.Min(BlockSize, Length - offset + skip);
            return new Run(RunKind.Encoded, length - skip, _source, HeadSize + offset - skip, length, skip);
        }

        protected override void Decode(in Run run, long offset, Span<byte> block)
        {
            run.Source!.ReadExactly(run.SourceOffset, block);
            Flip(block, block);
        }
    }

    private sealed class Writer(DiskSink sink) : DiskWriter
    {
        private Stream _output = Stream.Null;
        private long _length;
        private long _position;

        public override string Variant => "plain";

        public override int SegmentSize => 1 << 18;

        public override int ZeroGranularity => 512;

        public override int MaxEncodedLength => SegmentSize;

        public override async ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
        {
            _length = source.Length;
            _output = sink.Create(sink.Name);
            await _output.WriteAsync(Magic.ToArray().Concat(new byte[HeadSize - 8]).ToArray(), cancellationToken);
        }

        public override int Encode(in DiskSegment segment, Span<byte> destination)
        {
            Flip(segment.Data.Span, destination);
            return segment.Data.Length;
        }

        public override async ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
        {
            await FillAsync(segment.Offset, cancellationToken);
            await _output.WriteAsync(segment.Encoded, cancellationToken);
            _position += segment.Encoded.Length;
        }

        public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default) => await FillAsync(_length, cancellationToken);

        public override ValueTask DisposeAsync() => default;

        private async Task FillAsync(long until, CancellationToken cancellationToken)
        {
            for (; _position < until; _position++)
                await _output.WriteAsync(new byte[] { 0x5A }, cancellationToken);
        }
    }
}

/// <summary>A disk that answers whatever a test wants: any length, any runs.</summary>
public sealed class FakeImage : DiskImage
{
    private readonly Func<long, Run>? _locate;

    public FakeImage(long length, Func<long, Run>? locate = null, DiskImage? parent = null, int logicalSectorSize = 512, int blockSize = 512)
        : base(new XorFormat(), "fake.disk")
    {
        _locate = locate;
        Length = length;
        Parent = parent;
        LogicalSectorSize = logicalSectorSize;
        BlockSize = blockSize;
    }

    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];

    public override IReadOnlyList<KeyValuePair<string, string>> Properties => Facts;

    protected override Run Locate(long offset) => _locate is null ? Run.Zeros(Length - offset) : _locate(offset);
}

/// <summary>A sink that remembers what was asked of it.</summary>
public sealed class RecordingSink(string name, Stream stream) : DiskSink
{
    public List<string> Created { get; } = [];

    public override string Name => name;

    public override bool CanSeek => stream.CanSeek;

    public override Stream Create(string name)
    {
        Created.Add(name);
        return stream;
    }
}
