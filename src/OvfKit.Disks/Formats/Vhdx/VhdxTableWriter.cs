using System.Buffers.Binary;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>Fills the block table of a new file, whose entries come in rising order, page by page and each page once. Pages without entries stay holes, which read as "not present".</summary>
internal sealed class VhdxTableWriter(Stream output)
{
    private readonly byte[] _page = new byte[VhdxBlockTable.PageSize];
    private long _number = -1;

    public async ValueTask SetAsync(long index, ulong entry, CancellationToken cancellationToken)
    {
        var (number, within) = Math.DivRem(index * sizeof(ulong), _page.Length);
        if (number != _number)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
            _number = number;
        }

        BinaryPrimitives.WriteUInt64LittleEndian(_page.AsSpan((int)within), entry);
    }

    /// <summary>Writes what was set since the last page.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_number < 0)
            return;
        output.Position = VhdxNewFile.BatOffset + (_number * _page.Length);
        await output.WriteAsync(_page, cancellationToken).ConfigureAwait(false);
        _page.AsSpan().Clear();
    }
}
