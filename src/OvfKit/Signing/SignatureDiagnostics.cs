using OvfKit.Diagnostics;

namespace OvfKit.Signing;

/// <summary>The findings about certificates, signatures and trust (OVF50xx). Those about trust are warnings: untrusted is not invalid.</summary>
public static class SignatureDiagnostics
{
    private const string Clause = "DSP0243 1.1.1 §5.1";

    /// <summary>The certificate file is not a signature line followed by PEM blocks.</summary>
    public static readonly DiagnosticDescriptor Malformed = new("OVF5001", DiagnosticSeverity.Error, "malformed certificate file", Clause);

    /// <summary>The certificate file is larger than any real one.</summary>
    public static readonly DiagnosticDescriptor TooLarge = new("OVF5002", DiagnosticSeverity.Error, "certificate file too large");

    /// <summary>A certificate is no X.509 certificate, or a damaged one.</summary>
    public static readonly DiagnosticDescriptor CorruptCertificate = new("OVF5003", DiagnosticSeverity.Error, "certificate cannot be read", "RFC 5280 §4.1");

    /// <summary>The certificate file encloses no certificate.</summary>
    public static readonly DiagnosticDescriptor NoCertificate = new("OVF5004", DiagnosticSeverity.Error, "no certificate enclosed", Clause);

    /// <summary>There is a signature but no manifest it could be of.</summary>
    public static readonly DiagnosticDescriptor NoManifest = new("OVF5005", DiagnosticSeverity.Error, "signature without a manifest", Clause);

    /// <summary>The signature line names another file than the manifest.</summary>
    public static readonly DiagnosticDescriptor OtherName = new("OVF5006", DiagnosticSeverity.Warning, "signature names another file", Clause);

    /// <summary>The signature is made with an algorithm that is not known, proves nothing, or is not available on this machine.</summary>
    public static readonly DiagnosticDescriptor NotVerifiable = new("OVF5007", DiagnosticSeverity.Warning, "signature cannot be verified");

    /// <summary>The signature rests on SHA-1.</summary>
    public static readonly DiagnosticDescriptor Weak = new("OVF5008", DiagnosticSeverity.Warning, "signature made with SHA-1");

    /// <summary>The signature is in the form only XenCenter writes and reads.</summary>
    public static readonly DiagnosticDescriptor XenCenterForm = new("OVF5009", DiagnosticSeverity.Warning, "signature in XenCenter's own form");

    /// <summary>The signature is not of this manifest.</summary>
    public static readonly DiagnosticDescriptor Mismatch = new("OVF5010", DiagnosticSeverity.Error, "signature does not match the manifest", Clause);

    /// <summary>The signature was made with another key than that of the enclosed certificate.</summary>
    public static readonly DiagnosticDescriptor OtherKey = new("OVF5011", DiagnosticSeverity.Error, "signature and certificate do not belong together", Clause);

    /// <summary>The CMS block cannot be read.</summary>
    public static readonly DiagnosticDescriptor CmsMalformed = new("OVF5012", DiagnosticSeverity.Error, "CMS block cannot be read", "RFC 5652 §5.1");

    /// <summary>The CMS block is not a signature of this manifest.</summary>
    public static readonly DiagnosticDescriptor CmsMismatch = new("OVF5013", DiagnosticSeverity.Error, "CMS block does not match the manifest", "RFC 5652 §5.6");

    /// <summary>The CMS block was made by somebody else than the signature line.</summary>
    public static readonly DiagnosticDescriptor CmsOtherSigner = new("OVF5014", DiagnosticSeverity.Warning, "CMS block by another signer");

    /// <summary>A certificate had expired at the time in question.</summary>
    public static readonly DiagnosticDescriptor Expired = new("OVF5020", DiagnosticSeverity.Warning, "certificate expired", "RFC 5280 §4.1.2.5");

    /// <summary>A certificate was not valid yet at the time in question.</summary>
    public static readonly DiagnosticDescriptor NotYetValid = new("OVF5021", DiagnosticSeverity.Warning, "certificate not yet valid", "RFC 5280 §4.1.2.5");

    /// <summary>The signer vouches for itself and is not among the trusted.</summary>
    public static readonly DiagnosticDescriptor SelfSigned = new("OVF5022", DiagnosticSeverity.Warning, "self-signed certificate");

    /// <summary>The issuer of a certificate is not known, so the chain ends before a root.</summary>
    public static readonly DiagnosticDescriptor ChainIncomplete = new("OVF5023", DiagnosticSeverity.Warning, "certificate chain incomplete", "RFC 5280 §6.1");

    /// <summary>The chain ends in a root that is not among the trusted.</summary>
    public static readonly DiagnosticDescriptor RootUntrusted = new("OVF5024", DiagnosticSeverity.Warning, "root certificate not trusted", "RFC 5280 §6.1");

    /// <summary>A certificate of the chain was not issued by the next, or was not allowed to issue.</summary>
    public static readonly DiagnosticDescriptor ChainBroken = new("OVF5025", DiagnosticSeverity.Error, "certificate chain broken", "RFC 5280 §6.1");

    /// <summary>The certificate is not meant for signing content.</summary>
    public static readonly DiagnosticDescriptor KeyUsage = new("OVF5026", DiagnosticSeverity.Warning, "certificate not meant for signing", "RFC 5280 §4.2.1.3");

    /// <summary>A certificate of the chain was revoked.</summary>
    public static readonly DiagnosticDescriptor Revoked = new("OVF5027", DiagnosticSeverity.Error, "certificate revoked", "RFC 5280 §6.3");

    /// <summary>Whether a certificate was revoked could not be found out.</summary>
    public static readonly DiagnosticDescriptor RevocationUnknown = new("OVF5028", DiagnosticSeverity.Warning, "revocation could not be checked", "RFC 5280 §6.3");

    /// <summary>The package has no signature.</summary>
    public static readonly DiagnosticDescriptor NotSigned = new("OVF5030", DiagnosticSeverity.Info, "package is not signed");

    /// <summary>A private key cannot be read: damaged, of an unknown kind, or encrypted with another password.</summary>
    public static readonly DiagnosticDescriptor KeyUnreadable = new("OVF5040", DiagnosticSeverity.Error, "private key cannot be read");

    /// <summary>The private key is not the one of the certificate.</summary>
    public static readonly DiagnosticDescriptor KeyMismatch = new("OVF5041", DiagnosticSeverity.Error, "key and certificate do not belong together");

    /// <summary>What a signer made is no signature of the certificate's key over the manifest.</summary>
    public static readonly DiagnosticDescriptor SignerFailed = new("OVF5042", DiagnosticSeverity.Error, "signer made no valid signature");

    /// <summary>The certificate's key is neither RSA nor ECDSA.</summary>
    public static readonly DiagnosticDescriptor KeyKind = new("OVF5043", DiagnosticSeverity.Error, "key is neither RSA nor ECDSA");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        Malformed, TooLarge, CorruptCertificate, NoCertificate, NoManifest, OtherName, NotVerifiable, Weak, XenCenterForm, Mismatch, OtherKey,
        CmsMalformed, CmsMismatch, CmsOtherSigner, Expired, NotYetValid, SelfSigned, ChainIncomplete, RootUntrusted, ChainBroken, KeyUsage, Revoked,
        RevocationUnknown, NotSigned, KeyUnreadable, KeyMismatch, SignerFailed, KeyKind,
    ];
}
