using System.Buffers.Binary;
using OvfKit.Diagnostics;

namespace OvfKit.Signing;

/// <summary>Certificates as Windows serializes them, one by itself or a store of several (<c>X509ContentType.SerializedCert</c>, <c>SerializedStore</c>).</summary>
/// <remarks>Elements of three little-endian numbers (property, encoding, length) and their bytes; the properties come before the certificate
/// they are of, which is the property 32. A store begins with 0 and <c>CERT</c> and ends with an element of zeros.</remarks>
internal static class SerializedCertificates
{
    private const int ElementHeader = 12;
    private const int CertificateProperty = 32;

    private static ReadOnlySpan<byte> StoreMark => [0, 0, 0, 0, (byte)'C', (byte)'E', (byte)'R', (byte)'T'];

    /// <summary>Tells them from a certificate, which begins with an ASN.1 sequence.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(StoreMark) || (bytes.Length >= ElementHeader && bytes[1] == 0 && bytes[2..4] is [0, 0] && bytes[4..8] is [1, 0, 0, 0]);

    /// <exception cref="InvalidContentException">An element reaches past the end, or there is no certificate (<c>OVF5003</c>).</exception>
    public static IReadOnlyList<byte[]> Read(ReadOnlySpan<byte> bytes, Location at)
    {
        var certificates = new List<byte[]>();
        for (var rest = bytes.StartsWith(StoreMark) ? bytes[StoreMark.Length..] : bytes; rest.Length >= ElementHeader;)
        {
            var property = BinaryPrimitives.ReadUInt32LittleEndian(rest);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]);
            rest = rest[ElementHeader..];
            if (property == 0)
                break;
            if (length > rest.Length)
                throw Damaged(at, "ends before its content does");
            if (property == CertificateProperty)
                certificates.Add(rest[..(int)length].ToArray());
            rest = rest[(int)length..];
        }

        return certificates.Count > 0 ? certificates : throw Damaged(at, "holds no certificate");
    }

    private static InvalidContentException Damaged(Location at, string fault) =>
        SignatureDiagnostics.CorruptCertificate.Invalid(at, $"the block is a certificate store of Windows that {fault}; sign the package again");
}
