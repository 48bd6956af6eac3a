using System.Security.Cryptography;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Packaging;

namespace OvfKit.Signing;

/// <summary>A signature line of a certificate file.</summary>
/// <param name="FileName">The name of the manifest as written.</param>
/// <param name="AlgorithmName">The digest's name as written.</param>
/// <param name="Value">The signature: PKCS #1 v1.5 for RSA, DER (RFC 3279) for ECDSA.</param>
/// <param name="Line">The line, counted from 1; 0 where it was not read from a file.</param>
public sealed record SignatureLine(string FileName, string AlgorithmName, ReadOnlyMemory<byte> Value, int Line = 0)
{
    /// <summary>The digest, or null where the library does not know it.</summary>
    public ManifestAlgorithm? Algorithm { get; } = ManifestAlgorithm.Find(AlgorithmName);
}

/// <summary>A PEM block of a certificate file: a certificate or a CMS signature, as its bytes.</summary>
/// <param name="Der">The encoded bytes. Whether they are a certificate shows when they are used.</param>
/// <param name="Line">The line of the block's beginning, counted from 1; 0 where it was not read from a file.</param>
public sealed record CertificateBlock(ReadOnlyMemory<byte> Der, int Line = 0);

/// <summary>A package's certificate file (DSP0243 1.1.1 §5.1): the signature of the manifest's bytes, the signer's certificate, and what
/// VirtualBox adds, a CMS block. Immutable and thread-safe.</summary>
public sealed record CertificateFile
{
    /// <summary>The largest certificate file that is read, in bytes: 1 MiB.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>The signature lines, in order; the specification has one.</summary>
    public required IReadOnlyList<SignatureLine> Signatures { get; init; }

    /// <summary>The certificates: the signer's, then any intermediate ones.</summary>
    public required IReadOnlyList<CertificateBlock> Certificates { get; init; }

    /// <summary>The CMS (PKCS #7) signature over the same manifest, or null.</summary>
    public CertificateBlock? Cms { get; init; }

    /// <summary>True when a certificate was enclosed in a Windows certificate store, as XenCenter does.</summary>
    public bool IsXenCenterForm { get; init; }

    /// <summary>Reads a certificate file. Text around the blocks is skipped, as <c>openssl x509 -text</c> prints it; so are blocks of other kinds.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="name">The file's name, for findings.</param>
    /// <exception cref="InvalidContentException">The file has no signature or a block without end (<c>OVF5001</c>), is too large (<c>OVF5002</c>),
    /// or a block is not base64 (<c>OVF5003</c>, <c>OVF5012</c>).</exception>
    public static CertificateFile Parse(ReadOnlyMemory<byte> bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (bytes.Length > MaxLength)
            throw SignatureDiagnostics.TooLarge.Invalid(new Location(name),
                $"the file has {bytes.Length} bytes, more than the {MaxLength} a certificate file may have");
        return new CertificateFileReader(Encoding.UTF8.GetString(bytes.Span), name).Read();
    }

    /// <summary>The file as openssl, ovftool and VirtualBox read it: signature lines, certificates in PEM, a blank line, the CMS block.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder();
        foreach (var line in Signatures)
            text.Append(ManifestLine.Format(line.AlgorithmName, line.FileName, line.Value.Span)).Append('\n');
        foreach (var certificate in Certificates)
            Append(text, "CERTIFICATE", certificate.Der);
        if (Cms is not null)
            Append(text.Append('\n'), "CMS", Cms.Der);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // PemEncoding leaves the last line open.
    private static void Append(StringBuilder text, string label, ReadOnlyMemory<byte> der) =>
        text.Append(PemEncoding.WriteString(label, der.Span)).Append('\n');
}
