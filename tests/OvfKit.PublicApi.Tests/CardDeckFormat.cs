using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.IO;

namespace OvfKit.PublicApi.Tests;

/// <summary>
/// An outsider's disk format: blocks of 4 KiB ("cards") in the order in which they were written, each with its number and a parity byte in front, and the
/// number of cards and the disk's length at the end. With a parent, cards that are not there are the parent's.
/// </summary>
public sealed class CardDeckFormat : DiskFormat
{
    internal const int CardSize = 4096;
    internal const int StoredCardSize = CardSize + 9;
    internal const int HeadSize = 64;
    internal const int TailSize = 16;

    private static readonly DiagnosticDescriptor Damaged = new("DECK0001", DiagnosticSeverity.Error, "damaged deck of cards");

    public override string Name => "deck";

    public override IReadOnlyList<string> Extensions { get; } = [".deck"];

    public override IReadOnlyList<DiskVariant> Variants { get; } = [new("shuffled", "urn:example:deck")];

    public override bool Matches(in DiskProbe probe) => probe.Head.StartsWith("CARDDECK"u8);

    public override DiskImage Open(ByteSource source, DiskOpenOptions options) => new Deck(this, source, options);

    public override DiskWriter CreateWriter(DiskSink sink, DiskWriteOptions options)
    {
        WritableVariant(options.Variant);
        if (options.Settings.Count > 0)
            throw new ArgumentException("a deck of cards has no settings");
        return new DeckWriter(sink, options);
    }

    private sealed class Deck : DiskImage
    {
        private readonly ByteSource _source;
        private readonly Dictionary<long, long> _cards = [];

        public Deck(DiskFormat format, ByteSource source, DiskOpenOptions options)
            : base(format, source.Name)
        {
            _source = source;
            var head = new byte[HeadSize];
            source.ReadExactly(0, head);
            var tail = new byte[TailSize];
            source.ReadExactly(source.Length - TailSize, tail);
            var count = BinaryPrimitives.ReadInt64LittleEndian(tail);
            if (count < 0 || count != (source.Length - HeadSize - TailSize) / StoredCardSize)
                throw Damaged.Invalid(Location.AtOffset(source.Name, source.Length - TailSize), "the number of cards does not match the file's length; copy the file again");
            Length = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(8));
            BlockSize = CardSize;
            Variant = format.Variants[0].Name;
            Span<byte> number = stackalloc byte[8];
            for (var card = 0L; card < count; card++)
            {
                source.ReadExactly(HeadSize + (card * StoredCardSize), number);
                _cards[BinaryPrimitives.ReadInt64LittleEndian(number)] = HeadSize + (card * StoredCardSize);
            }

            var name = System.Text.Encoding.UTF8.GetString(head.AsSpan(8)).TrimEnd('\0');
            if (name.Length > 0)
                Parent = DiskReferences.OpenParent([new DiskReference(ReferenceKind.Parent, name, null, null, source)], options, _ => { });
        }

        protected override Run Locate(long offset)
        {
            var skip = (int)(offset % CardSize);
            var length = Math.Min(CardSize - skip, Length - offset);
            return _cards.TryGetValue(offset / CardSize, out var stored)
                ? new Run(RunKind.Encoded, length, _source, stored, StoredCardSize, skip)
                : Run.FromParent(length);
        }

        protected override void Decode(in Run run, long offset, Span<byte> block)
        {
            var card = new byte[StoredCardSize];
            run.Source!.ReadExactly(run.SourceOffset, card);
            if (card[8] != Parity(card.AsSpan(9)))
                throw Damaged.Invalid(Location.AtOffset(run.Source.Name, run.SourceOffset), $"card {offset / CardSize} has the wrong parity; copy the file again");
            card.AsSpan(9, block.Length).CopyTo(block);
        }
    }

    private sealed class DeckWriter : DiskWriter
    {
        private readonly DiskSink _sink;
        private readonly string _parentName;
        private Stream _output = Stream.Null;
        private long _length;
        private long _cards;

        public DeckWriter(DiskSink sink, DiskWriteOptions options)
        {
            _sink = sink;
            Parent = options.Parent;
            _parentName = Parent is null ? "" : options.ParentName ?? Parent.Name;
        }

        public override string Variant => "shuffled";

        public override int SegmentSize => CardSize;

        public override int ZeroGranularity => CardSize;

        public override int MaxEncodedLength => StoredCardSize;

        public override async ValueTask BeginAsync(DiskImage source, CancellationToken cancellationToken = default)
        {
            _length = source.Length;
            _output = _sink.Create(_sink.Name);
            var head = new byte[HeadSize];
            "CARDDECK"u8.CopyTo(head);
            System.Text.Encoding.UTF8.GetBytes(_parentName, head.AsSpan(8));
            await _output.WriteAsync(head, cancellationToken);
        }

        public override int Encode(in DiskSegment segment, Span<byte> destination)
        {
            var card = destination[..StoredCardSize];
            card.Clear();
            BinaryPrimitives.WriteInt64LittleEndian(card, segment.Offset / CardSize);
            segment.Data.Span.CopyTo(card[9..]);
            card[8] = Parity(card[9..]);
            return StoredCardSize;
        }

        public override async ValueTask AppendAsync(DiskSegment segment, CancellationToken cancellationToken = default)
        {
            await _output.WriteAsync(segment.Encoded, cancellationToken);
            _cards++;
        }

        public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
        {
            var tail = new byte[TailSize];
            BinaryPrimitives.WriteInt64LittleEndian(tail, _cards);
            BinaryPrimitives.WriteInt64LittleEndian(tail.AsSpan(8), _length);
            await _output.WriteAsync(tail, cancellationToken);
        }

        public override ValueTask DisposeAsync() => default;
    }

    private static byte Parity(ReadOnlySpan<byte> bytes)
    {
        byte parity = 0;
        foreach (var b in bytes)
            parity ^= b;
        return parity;
    }
}
