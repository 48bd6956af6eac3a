using OvfKit.Signing;

namespace OvfKit.Cli.Output;

/// <summary>What <c>verify</c> says of a package's signature: one verdict a question.</summary>
internal sealed record SignatureSummary(
    string Signature, string? Algorithm, string Cms, string Chain, string Validity, string KeyUsage, string Revocation, bool Valid, bool Trusted, DateTimeOffset Time,
    CertificateIdentity? Signer, CertificateIdentity? Anchor)
{
    /// <summary>The summary; null for a package that is not signed.</summary>
    public static SignatureSummary? Of(SignatureVerification verification) => !verification.IsSigned ? null : new SignatureSummary(
        Word(verification.Signature),
        verification.Algorithm,
        Word(verification.Cms),
        verification.Chain switch
        {
            ChainVerdict.Trusted => "trusted",
            ChainVerdict.SelfSigned => "self-signed",
            ChainVerdict.Untrusted => "untrusted root",
            ChainVerdict.Incomplete => "incomplete",
            ChainVerdict.Broken => "broken",
            _ => "not checked",
        },
        verification.Validity switch
        {
            ValidityVerdict.Valid => "valid",
            ValidityVerdict.Expired => "expired",
            ValidityVerdict.NotYetValid => "not yet valid",
            _ => "not checked",
        },
        verification.KeyUsage switch
        {
            KeyUsageVerdict.Suitable => "suitable",
            KeyUsageVerdict.Unsuitable => "not for signing",
            _ => "not checked",
        },
        verification.Revocation switch
        {
            RevocationVerdict.Good => "not revoked",
            RevocationVerdict.Revoked => "revoked",
            RevocationVerdict.Unknown => "unknown",
            _ => "not checked",
        },
        verification.IsValid,
        verification.IsTrusted,
        verification.Time,
        verification.Signer,
        verification.Anchor);

    private static string Word(SignatureVerdict verdict) => verdict switch
    {
        SignatureVerdict.Valid => "valid",
        SignatureVerdict.Invalid => "invalid",
        SignatureVerdict.NotVerifiable => "not verifiable",
        _ => "none",
    };
}
