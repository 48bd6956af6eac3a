namespace OvfKit.IO;

internal sealed class ConcatByteSource : ByteSource
{
    private readonly ByteSource[] _parts;
    private readonly long[] _starts;

    public ConcatByteSource(ByteSource[] parts, string name)
    {
        _parts = parts;
        _starts = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            _starts[i] = Length;
            Length = checked(Length + parts[i].Length);
        }

        Name = name;
    }

    public override string Name { get; }

    public override long Length { get; }

    public override string? Stamp => Array.Exists(_parts, part => part.Stamp is not null) ? string.Join(' ', _parts.Select(part => part.Stamp ?? "-")) : null;

    public override ByteRange? NextData(long offset)
    {
        if (offset >= Length)
            return null;
        for (var i = PartAt(offset); i < _parts.Length; i++)
        {
            if (_parts[i].NextData(Math.Max(0, offset - _starts[i])) is { } data)
                return data with { Offset = data.Offset + _starts[i] };
        }

        return null;
    }

    protected override int ReadCore(long offset, Span<byte> destination)
    {
        var done = 0;
        for (var i = PartAt(offset); done < destination.Length; i++)
        {
            var within = offset + done - _starts[i];
            var wanted = (int)Math.Min(destination.Length - done, _parts[i].Length - within);
            var read = _parts[i].Read(within, destination.Slice(done, wanted));
            done += read;
            if (read < wanted)
                break;
        }

        return done;
    }

    private int PartAt(long offset)
    {
        var found = Array.BinarySearch(_starts, offset);
        if (found < 0)
            return ~found - 1;

        // Empty parts share their start with the part behind them, which is the one that has the byte.
        while (found + 1 < _starts.Length && _starts[found + 1] == offset)
            found++;
        return found;
    }
}
