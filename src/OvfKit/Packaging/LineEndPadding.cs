namespace OvfKit.Packaging;

/// <summary>Brings a descriptor or a certificate file to the least length its place in an archive demands.</summary>
/// <remarks>The place is kept before the sizes in the descriptor, or the length of a signature, are known, for the most digits they could have.
/// Blocks of 512 bytes hide the difference nearly always. Only where a few digits less would leave a block empty, which no archive can have,
/// line ends are added at the end: XML allows them behind the root element, PEM behind its last block, and they change nothing.</remarks>
internal static class LineEndPadding
{
    public static ReadOnlyMemory<byte> Pad(ReadOnlyMemory<byte> text, long minLength)
    {
        if (text.Length >= minLength)
            return text;
        var lineEnd = LineEnd(text.Span);
        var missing = (int)(minLength - text.Length);
        var padded = new byte[text.Length + ((missing + lineEnd.Length - 1) / lineEnd.Length * lineEnd.Length)];
        text.CopyTo(padded);
        for (var i = text.Length; i < padded.Length; i += lineEnd.Length)
            lineEnd.CopyTo(padded, i);
        return padded;
    }

    // A descriptor in UTF-16 begins with a mark or, as every document does, with "<".
    private static byte[] LineEnd(ReadOnlySpan<byte> descriptor) => descriptor switch
    {
        [0xFF, 0xFE, ..] or [(byte)'<', 0, ..] => [(byte)'\n', 0],
        [0xFE, 0xFF, ..] or [0, (byte)'<', ..] => [0, (byte)'\n'],
        _ => [(byte)'\n'],
    };
}
