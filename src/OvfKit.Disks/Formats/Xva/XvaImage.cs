using System.Buffers;
using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Xva;

/// <summary>One disk of an archive. Blocks with a checksum are read whole and verified; blocks that are not there are zeros.</summary>
internal sealed class XvaImage : DiskImage
{
    private const int LongestChecksum = 128;

    private readonly ByteSource _source;
    private readonly XvaDisk _disk;
    private readonly XvaBlocks _blocks;
    private readonly int _diskCount;
    private readonly DiagnosticBag? _diagnostics;
    private readonly bool _acceptWrongChecksums;

    private XvaImage(XvaFormat format, ByteSource source, XvaDisk disk, XvaBlocks blocks, int diskCount, DiskOpenOptions options)
        : base(format, source.Name)
    {
        _source = source;
        _disk = disk;
        _blocks = blocks;
        _diskCount = diskCount;
        _diagnostics = options.Diagnostics;
        _acceptWrongChecksums = options.Recover;
        Variant = XvaFormat.Archive;
        Length = (disk.Length + 511) / 512 * 512;
        BlockSize = XvaBlocks.BlockSize;
        Id = disk.Uuid;
    }

    public override IReadOnlyList<KeyValuePair<string, string>> Properties =>
    [
        new("disk", _disk.Id),
        new("disk name", _disk.Name),
        new("disks in archive", _diskCount.ToString(CultureInfo.InvariantCulture)),
    ];

    public static XvaImage Open(XvaFormat format, ByteSource source, DiskOpenOptions options)
    {
        var archive = XvaArchive.Read(source);
        var disk = XvaDisk.Choose(archive.Disks, options.Disk, source);
        var blocks = archive.BlocksOf(disk);
        var last = (disk.Length - 1) / XvaBlocks.BlockSize;
        if (blocks.LastIndex > last)
            throw XvaDiagnostics.BadBlock.Invalid(new Location(source.Name), $"disk {disk.Id} has {disk.Length} bytes, but a block with the number {blocks.LastIndex}, which lies behind its end");
        if (blocks.LastIndex < last)
        {
            // The last block is always written, so that its absence shows where an archive was cut between two members.
            if (!archive.HasEnd)
                throw source.CutOff(source.Length, XvaBlocks.BlockSize);
            options.Diagnostics?.Add(XvaDiagnostics.LastBlockMissing.At(
                new Location(source.Name), $"disk {disk.Id} ends with block {last}, but the last one in the archive is {blocks.LastIndex}; what is missing reads as zeros, and the export may have been incomplete"));
        }

        return new XvaImage(format, source, disk, blocks, archive.Disks.Count, options);
    }

    protected override Run Locate(long offset)
    {
        var index = (int)(offset / BlockSize);
        var within = (int)(offset % BlockSize);
        var (found, next) = _blocks.Find(index);
        if (found is not { } block)
            return Run.Zeros(Math.Min((long)next * BlockSize, Length) - offset);

        var length = Math.Min(BlockSize - within, Length - offset);
        var stored = StoredLength(block);
        if (block.ChecksumFollows || _blocks.ChecksumOf(index) is not (null, null))
            return new Run(RunKind.Encoded, length, _source, block.Place, stored, within);
        return within < stored ? Run.Stored(Math.Min(length, stored - within), _source, block.Place + within) : Run.Zeros(length);
    }

    protected override void Decode(in Run run, long offset, Span<byte> block)
    {
        var index = (int)(offset / BlockSize);
        if (run.StoredLength <= block.Length)
        {
            _source.ReadExactly(run.SourceOffset, block[..run.StoredLength]);
            block[run.StoredLength..].Clear();
            Verify(index, run.SourceOffset, block[..run.StoredLength]);
            return;
        }

        // The last block may be stored whole, though the disk ends inside it.
        var whole = ArrayPool<byte>.Shared.Rent(run.StoredLength);
        try
        {
            var stored = whole.AsSpan(0, run.StoredLength);
            _source.ReadExactly(run.SourceOffset, stored);
            Verify(index, run.SourceOffset, stored);
            stored[..block.Length].CopyTo(block);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    private void Verify(int index, long place, ReadOnlySpan<byte> stored)
    {
        if (XvaChecksum.Matches(stored, Checksum(index, place, stored.Length)))
            return;
        var message = $"block {index} of disk {_disk.Id} (guest bytes from {(long)index * BlockSize}) is not what its checksum says";
        if (!_acceptWrongChecksums)
            throw XvaDiagnostics.WrongChecksum.Invalid(Location.AtOffset(_source.Name, place), $"{message}; the archive is damaged, so copy or export it again");
        _diagnostics?.Add(XvaDiagnostics.WrongChecksumAccepted.At(Location.AtOffset(_source.Name, place), $"{message}; it is used as it is"));
    }

    private byte[] Checksum(int index, long place, int stored)
    {
        var (listed, file) = _blocks.ChecksumOf(index);
        if (listed is not null)
            return listed;
        Span<byte> header = stackalloc byte[TarHeader.BlockSize];
        var at = place + TarHeader.RoundUp(stored) + TarHeader.BlockSize;
        var length = LongestChecksum;
        if (file is { } elsewhere)
            (at, length) = elsewhere;
        else if (ReadHeader(at, header) is { } follows)
            length = (int)Math.Min(follows.Length, LongestChecksum);
        Span<byte> text = stackalloc byte[LongestChecksum];
        text = text[..Math.Min(length, LongestChecksum)];
        _source.ReadExactly(at, text);
        return XvaChecksum.TryParse(text, out var checksum) ? checksum : throw XvaDiagnostics.WrongChecksum.Invalid(
            Location.AtOffset(_source.Name, at), $"the checksum of block {index} of disk {_disk.Id} is neither SHA-1 nor XXH64 in hexadecimal digits");
    }

    private int StoredLength(XvaBlock block)
    {
        if (!block.IsShort)
            return XvaBlocks.BlockSize;
        Span<byte> header = stackalloc byte[TarHeader.BlockSize];
        return (int)Math.Min(ReadHeader(block.Place, header)?.Length ?? 0, XvaBlocks.BlockSize);
    }

    // Headers were checked when the archive was opened.
    private TarHeader? ReadHeader(long place, Span<byte> header)
    {
        _source.ReadExactly(place - TarHeader.BlockSize, header);
        return TarHeader.TryRead(header, out var found) ? found : null;
    }
}
