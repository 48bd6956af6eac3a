using System.Buffers.Binary;

namespace OvfKit.Disks.Formats.Qcow2;

/// <summary>Fills a table of 64-bit entries at a fixed place of the output in rising order, holding one page of it in memory. Pages without entries stay holes.</summary>
internal sealed class Qcow2TableWriter(Stream output, long offset, int pageSize)
{
    private readonly byte[] _page = new byte[pageSize];
    private long _current = -1;

    public async ValueTask SetAsync(long index, ulong value, CancellationToken cancellationToken)
    {
        var page = index * sizeof(ulong) / pageSize;
        if (page != _current)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
            _page.AsSpan().Clear();
            _current = page;
        }

        BinaryPrimitives.WriteUInt64BigEndian(_page.AsSpan((int)(index * sizeof(ulong) % pageSize)), value);
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_current < 0)
            return;
        output.Position = offset + (_current * pageSize);
        await output.WriteAsync(_page, cancellationToken).ConfigureAwait(false);
    }
}
