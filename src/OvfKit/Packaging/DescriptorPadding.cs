namespace OvfKit.Packaging;

/// <summary>Brings a descriptor to the least length its place in an archive demands.</summary>
/// <remarks>The place is kept before the sizes in the descriptor are known, for the most digits they could have. Blocks of 512 bytes hide the
/// difference nearly always. Only where a few digits less would leave a block empty, which no archive can have, line ends are added
/// behind the root element: XML allows them there, and they change nothing the document says.</remarks>
internal static class DescriptorPadding
{
    public static ReadOnlyMemory<byte> Pad(ReadOnlyMemory<byte> descriptor, long minLength)
    {
        if (descriptor.Length >= minLength)
            return descriptor;
        var lineEnd = LineEnd(descriptor.Span);
        var missing = (int)(minLength - descriptor.Length);
        var padded = new byte[descriptor.Length + ((missing + lineEnd.Length - 1) / lineEnd.Length * lineEnd.Length)];
        descriptor.CopyTo(padded);
        for (var i = descriptor.Length; i < padded.Length; i += lineEnd.Length)
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
