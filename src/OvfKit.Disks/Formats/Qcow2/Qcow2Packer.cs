namespace OvfKit.Disks.Formats.Qcow2;

/// <summary>Packs compressed clusters one behind the other, byte by byte, into clusters of the file.</summary>
internal sealed class Qcow2Packer(Qcow2Output output, int clusterSize)
{
    private readonly byte[] _buffer = new byte[clusterSize];
    private long _offset = -1;
    private int _used;

    /// <summary>Appends a compressed cluster.</summary>
    /// <param name="data">Fewer bytes than a cluster has.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The offset of its first byte.</returns>
    public async ValueTask<long> AppendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        // What does not fit goes on in the next cluster of the file, if that one is still free.
        var room = clusterSize - _used;
        var goesOn = _offset >= 0 && room > 0 && output.CanCount(_offset) && (data.Length <= room || output.Next == _offset + clusterSize);
        if (!goesOn)
            await OpenAsync(cancellationToken).ConfigureAwait(false);

        var start = _offset + _used;
        var first = Math.Min(data.Length, clusterSize - _used);
        Add(data[..first]);
        if (first < data.Length)
        {
            await OpenAsync(cancellationToken).ConfigureAwait(false);
            Add(data[first..]);
        }

        await output.WriteFullBlocksAsync(cancellationToken).ConfigureAwait(false);
        return start;
    }

    /// <summary>Writes what is held back.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_used > 0)
            await output.WriteAtAsync(_offset, _buffer.AsMemory(0, _used), cancellationToken).ConfigureAwait(false);
        _used = 0;
        _offset = -1;
    }

    private async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        _offset = output.TakeUncounted();
    }

    private void Add(ReadOnlyMemory<byte> data)
    {
        output.AddReference(_offset);
        data.CopyTo(_buffer.AsMemory(_used));
        _used += data.Length;
    }
}
