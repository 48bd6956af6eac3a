using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OvfKit.Diagnostics;

namespace OvfKit.Signing;

/// <summary>Whether a signature is of the manifest and of the enclosed certificate's key. Says nothing of whose certificate it is.</summary>
public enum SignatureVerdict : byte
{
    /// <summary>There is none.</summary>
    Absent,

    /// <summary>It is.</summary>
    Valid,

    /// <summary>It is not, or cannot be read.</summary>
    Invalid,

    /// <summary>It is made with something that is not known, or not available on this machine.</summary>
    NotVerifiable,
}

/// <summary>Where the chain of issuers leads.</summary>
public enum ChainVerdict : byte
{
    /// <summary>There is no certificate to ask about.</summary>
    NotChecked,

    /// <summary>To a trusted certificate.</summary>
    Trusted,

    /// <summary>Nowhere: the signer's certificate is its own issuer, and is not trusted.</summary>
    SelfSigned,

    /// <summary>To a root that is not trusted.</summary>
    Untrusted,

    /// <summary>To a certificate whose issuer is not known.</summary>
    Incomplete,

    /// <summary>A certificate was not issued by the next, or the next was not allowed to.</summary>
    Broken,
}

/// <summary>Whether the certificates were valid at the time in question.</summary>
public enum ValidityVerdict : byte
{
    /// <summary>There is no certificate to ask about.</summary>
    NotChecked,

    /// <summary>All of them.</summary>
    Valid,

    /// <summary>One had expired.</summary>
    Expired,

    /// <summary>One was not valid yet.</summary>
    NotYetValid,
}

/// <summary>Whether the signer's certificate is meant for signing.</summary>
public enum KeyUsageVerdict : byte
{
    /// <summary>There is no certificate to ask about.</summary>
    NotChecked,

    /// <summary>It is, or does not say.</summary>
    Suitable,

    /// <summary>It states other uses.</summary>
    Unsuitable,
}

/// <summary>Whether the certificates were revoked.</summary>
public enum RevocationVerdict : byte
{
    /// <summary>Nobody asked.</summary>
    NotChecked,

    /// <summary>None of them.</summary>
    Good,

    /// <summary>One was.</summary>
    Revoked,

    /// <summary>It could not be found out.</summary>
    Unknown,
}

/// <summary>Whom a certificate is of.</summary>
/// <param name="Subject">The holder's name.</param>
/// <param name="Issuer">The issuer's name.</param>
/// <param name="SerialNumber">The serial number, in hexadecimal digits.</param>
/// <param name="Fingerprint">The SHA-256 of the certificate, in lower-case hexadecimal digits.</param>
/// <param name="NotBefore">The beginning of its validity.</param>
/// <param name="NotAfter">The end of its validity.</param>
public sealed record CertificateIdentity(string Subject, string Issuer, string SerialNumber, string Fingerprint, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    internal static CertificateIdentity Of(X509Certificate2 certificate) => new(
        certificate.Subject, certificate.Issuer, certificate.SerialNumber, Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span)),
        certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
}

/// <summary>What verifying a package's signature came to, each question by itself. Whether the files are those of the manifest is not among
/// them: that is <see cref="Packaging.PackageVerification"/>'s.</summary>
public sealed record SignatureVerification
{
    /// <summary>The first line of the certificate file.</summary>
    public SignatureVerdict Signature { get; init; }

    /// <summary>The CMS block VirtualBox adds.</summary>
    public SignatureVerdict Cms { get; init; }

    /// <summary>The chain of issuers.</summary>
    public ChainVerdict Chain { get; init; }

    /// <summary>The time of validity.</summary>
    public ValidityVerdict Validity { get; init; }

    /// <summary>The use the certificate is meant for.</summary>
    public KeyUsageVerdict KeyUsage { get; init; }

    /// <summary>Revocation.</summary>
    public RevocationVerdict Revocation { get; init; }

    /// <summary>Digest and key of the signature, <c>SHA256 with RSA-2048</c>; null without a signature.</summary>
    public string? Algorithm { get; init; }

    /// <summary>Who signed, if the certificate is to be believed; null without a certificate.</summary>
    public CertificateIdentity? Signer { get; init; }

    /// <summary>The trusted certificate the chain leads to; null where it leads to none.</summary>
    public CertificateIdentity? Anchor { get; init; }

    /// <summary>The time the certificates were asked about.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The findings.</summary>
    public required DiagnosticBag Diagnostics { get; init; }

    /// <summary>True when there is a certificate file.</summary>
    public bool IsSigned { get; init; }

    /// <summary>True when there is a signature of the manifest and none that is not.</summary>
    public bool IsValid => (Signature == SignatureVerdict.Valid || Cms == SignatureVerdict.Valid) && Signature != SignatureVerdict.Invalid && Cms != SignatureVerdict.Invalid;

    /// <summary>True when the signature is valid and its signer is trusted by every question that was asked.</summary>
    public bool IsTrusted => IsValid && Chain == ChainVerdict.Trusted && Validity == ValidityVerdict.Valid && KeyUsage == KeyUsageVerdict.Suitable
        && Revocation is RevocationVerdict.NotChecked or RevocationVerdict.Good;
}
