using System.Buffers.Binary;

namespace OvfKit.IO;

/// <summary>Fills a table of 64-bit entries at a fixed place of the output in rising order, holding one page of it in memory. Pages without entries stay holes.</summary>
/// <param name="output">The file, able to seek.</param>
/// <param name="offset">Where the table begins.</param>
/// <param name="pageSize">The bytes of a page; the table has room for whole ones.</param>
/// <param name="isBigEndian">How entries are stored.</param>
internal sealed class PagedTableWriter(Stream output, long offset, int pageSize, bool isBigEndian)
{
    private readonly byte[] _page = new byte[pageSize];
    private long _current = -1;

    public async ValueTask SetAsync(long index, ulong value, CancellationToken cancellationToken)
    {
        var (page, within) = Math.DivRem(index * sizeof(ulong), pageSize);
        if (page != _current)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
            _page.AsSpan().Clear();
            _current = page;
        }

        var entry = _page.AsSpan((int)within);
        if (isBigEndian)
            BinaryPrimitives.WriteUInt64BigEndian(entry, value);
        else
            BinaryPrimitives.WriteUInt64LittleEndian(entry, value);
    }

    /// <summary>Writes what was set since the last page.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_current < 0)
            return;
        output.Position = offset + (_current * pageSize);
        await output.WriteAsync(_page, cancellationToken).ConfigureAwait(false);
    }
}
