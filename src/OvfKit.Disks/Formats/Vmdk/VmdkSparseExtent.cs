using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Writes one hosted sparse extent: header, two directories with all their tables, then grains in the order they come.</summary>
/// <remarks>Tables without entries are never written: where the file system keeps holes they take no space.</remarks>
/// <param name="output">The extent's file, empty and able to seek.</param>
/// <param name="name">The file's name.</param>
/// <param name="length">The guest bytes of the extent.</param>
/// <param name="descriptor">The descriptor's area, whole sectors; empty for a piece of a disk.</param>
internal sealed class VmdkSparseExtent(Stream output, string name, long length, ReadOnlyMemory<byte> descriptor)
{
    public const int GrainBytes = GrainSectors * SectorSize;

    private const int SectorSize = VmdkHeader.SectorSize;
    private const int GrainSectors = 128;
    private const int EntriesPerTable = 512;
    private const int TableBytes = EntriesPerTable * sizeof(uint);
    private const int PageBytes = 32 * TableBytes;

    private readonly byte[] _page = new byte[PageBytes];
    private readonly long _tableCount = (length + ((long)EntriesPerTable * GrainBytes) - 1) / ((long)EntriesPerTable * GrainBytes);
    private long _currentPage = -1;
    private long _end;

    /// <summary>The last sector at which a grain may begin: table entries have 32 bits.</summary>
    public long LastSector { get; init; } = uint.MaxValue;

    // Both directories are followed by their tables; the redundant ones come first, as in the files of VMware.
    private long RedundantDirectory => SectorSize + descriptor.Length;

    private long RedundantTables => RedundantDirectory + Rounding.Up(_tableCount * sizeof(uint), SectorSize);

    private long Directory => RedundantTables + (_tableCount * TableBytes);

    private long Tables => Directory + Rounding.Up(_tableCount * sizeof(uint), SectorSize);

    /// <summary>Writes header and directories.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        if (output is FileStream file)
            FileHoles.Allow(file.SafeFileHandle);
        _end = Rounding.Up(Tables + (_tableCount * TableBytes), GrainBytes);
        var head = new byte[RedundantDirectory];
        var header = new VmdkHeader(
            1, VmdkHeader.NewLineTestFlag | VmdkHeader.RedundantDirectoryFlag, length / SectorSize, GrainSectors, descriptor.IsEmpty ? 0 : 1, descriptor.Length / SectorSize,
            EntriesPerTable, Directory / SectorSize, _end / SectorSize, Compressed: false) { RedundantDirectoryOffset = RedundantDirectory / SectorSize };
        header.Write(head);
        descriptor.CopyTo(head.AsMemory(SectorSize));
        await output.WriteAsync(head, cancellationToken).ConfigureAwait(false);
        await WriteDirectoryAsync(RedundantDirectory, RedundantTables, cancellationToken).ConfigureAwait(false);
        await WriteDirectoryAsync(Directory, Tables, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Appends whole grains; only the extent's last one may be shorter.</summary>
    /// <param name="offset">The first guest byte within the extent.</param>
    /// <param name="data">The guest bytes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async ValueTask AppendAsync(long offset, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        for (var at = 0; at < data.Length;)
        {
            // Zeros that hide a parent's data are grains like others, of which nothing need be written.
            var zero = IsZero(at);
            var start = at;
            for (; at < data.Length && IsZero(at) == zero; at += GrainBytes)
                await AllocateAsync((offset + at) / GrainBytes, cancellationToken).ConfigureAwait(false);
            if (zero)
                continue;
            var part = data[start..Math.Min(at, data.Length)];
            output.Position = _end - (at - start);
            await output.WriteAsync(part, cancellationToken).ConfigureAwait(false);
        }

        bool IsZero(int at) => ZeroScan.IsZero(data.Span[at..Math.Min(at + GrainBytes, data.Length)]);
    }

    /// <summary>Writes what is left of the tables and gives the file its length.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await WritePageAsync(cancellationToken).ConfigureAwait(false);
        output.SetLength(_end);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask AllocateAsync(long grain, CancellationToken cancellationToken)
    {
        if (grain * sizeof(uint) / PageBytes is var page && page != _currentPage)
        {
            await WritePageAsync(cancellationToken).ConfigureAwait(false);
            _currentPage = page;
        }

        var sector = _end / SectorSize;
        if (sector > LastSector)
            throw DiskDiagnostics.TooLarge.Unsupported(new Location(name), "the data passes 2 TiB, the most a sparse extent can address; choose another format");
        BinaryPrimitives.WriteUInt32LittleEndian(_page.AsSpan((int)(grain * sizeof(uint) % PageBytes)), (uint)sector);
        _end += GrainBytes;
    }

    private async ValueTask WritePageAsync(CancellationToken cancellationToken)
    {
        if (_currentPage < 0)
            return;
        var within = _currentPage * PageBytes;
        var page = _page.AsMemory(0, (int)Math.Min(PageBytes, (_tableCount * TableBytes) - within));
        foreach (var tables in (long[])[RedundantTables, Tables])
        {
            output.Position = tables + within;
            await output.WriteAsync(page, cancellationToken).ConfigureAwait(false);
        }

        _page.AsSpan().Clear();
    }

    private async ValueTask WriteDirectoryAsync(long directory, long tables, CancellationToken cancellationToken)
    {
        output.Position = directory;
        for (var table = 0L; table < _tableCount;)
        {
            var count = (int)Math.Min(_tableCount - table, PageBytes / sizeof(uint));
            for (var i = 0; i < count; i++, table++)
                BinaryPrimitives.WriteUInt32LittleEndian(_page.AsSpan(i * sizeof(uint)), (uint)((tables + (table * TableBytes)) / SectorSize));
            await output.WriteAsync(_page.AsMemory(0, count * sizeof(uint)), cancellationToken).ConfigureAwait(false);
        }

        _page.AsSpan().Clear();
    }
}
