namespace OvfKit.IO;

/// <summary>Unpacks files that were compressed one by one and joined: gzip members, bzip2 and xz streams. Zeros between and behind them are padding.</summary>
/// <param name="packed">The compressed bytes; must seek.</param>
/// <param name="open">Begins to unpack the member at the position. What it answers leaves the position behind the member when it has ended.</param>
internal sealed class MemberStream(Stream packed, Func<Stream, Stream> open) : ForwardStream
{
    private Stream? _member;
    private bool _ended;

    public override int Read(Span<byte> buffer)
    {
        while (!_ended && !buffer.IsEmpty)
        {
            _member ??= open(packed);
            var read = _member.Read(buffer);
            if (read > 0)
                return read;
            _member.Dispose();
            _member = null;
            _ended = !SkipPadding();
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _member?.Dispose();
        base.Dispose(disposing);
    }

    private bool SkipPadding()
    {
        int next;
        do
            next = packed.ReadByte();
        while (next == 0);
        if (next < 0)
            return false;
        packed.Position--;
        return true;
    }
}
