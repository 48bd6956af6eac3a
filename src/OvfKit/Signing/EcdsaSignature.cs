using System.Formats.Asn1;

namespace OvfKit.Signing;

/// <summary>The two forms an ECDSA signature has.</summary>
internal static class EcdsaSignature
{
    /// <summary>Turns two numbers of equal length (IEEE P1363) into a sequence of two integers (RFC 3279 §2.2.3).</summary>
    public static byte[] ToDer(ReadOnlySpan<byte> fixedWidth)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(Shortest(fixedWidth[..(fixedWidth.Length / 2)]));
            writer.WriteIntegerUnsigned(Shortest(fixedWidth[(fixedWidth.Length / 2)..]));
        }

        return writer.Encode();
    }

    private static ReadOnlySpan<byte> Shortest(ReadOnlySpan<byte> number)
    {
        var trimmed = number.TrimStart((byte)0);
        return trimmed.IsEmpty ? number[^1..] : trimmed;
    }
}
