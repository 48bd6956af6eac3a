using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using OvfKit.Diagnostics;

namespace OvfKit.Signing;

/// <summary>Judges a signer's certificate by its issuers (RFC 5280 §6).</summary>
internal sealed class ChainCheck(TrustOptions options, Location at, DiagnosticBag diagnostics)
{
    private const X509ChainStatusFlags NoRoot = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;
    private const X509ChainStatusFlags Time = X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.NotTimeNested | X509ChainStatusFlags.CtlNotTimeValid;
    private const X509ChainStatusFlags NoAnswer = X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    // Asked for a use that no policy was set for; key usage is a verdict of its own.
    private const X509ChainStatusFlags Ignored = X509ChainStatusFlags.NotValidForUsage;

    private readonly DateTimeOffset _time = options.Time ?? DateTimeOffset.UtcNow;

    public SignatureVerification Run(X509Certificate2 signer, IEnumerable<X509Certificate2> enclosed, SignatureVerification verdicts)
    {
        using var chain = new X509Chain { ChainPolicy = Policy(enclosed) };
        chain.Build(signer);
        var elements = chain.ChainElements.ToList();
        var anchor = FindAnchor(elements);
        // What stands above a trusted certificate needs no judgement.
        if (anchor >= 0)
            elements = elements[..(anchor + 1)];
        var status = elements.SelectMany(element => element.ChainElementStatus).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        return verdicts with
        {
            Time = _time,
            Signer = CertificateIdentity.Of(signer),
            Chain = JudgeChain(elements, status & ~(Time | NoAnswer | Ignored | X509ChainStatusFlags.Revoked), anchor),
            Anchor = anchor >= 0 ? CertificateIdentity.Of(elements[anchor].Certificate) : null,
            Validity = JudgeTime(elements),
            KeyUsage = JudgeUse(signer),
            Revocation = options.CheckRevocation ? JudgeRevocation(elements) : RevocationVerdict.NotChecked,
        };
    }

    private X509ChainPolicy Policy(IEnumerable<X509Certificate2> enclosed)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = options.CheckRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck,
            RevocationFlag = X509RevocationFlag.ExcludeRoot,
            // The addresses in a stranger's certificate are asked only when the user said so.
            DisableCertificateDownloads = !options.CheckRevocation,
            VerificationTime = _time.LocalDateTime,
            VerificationTimeIgnored = false,
            TrustMode = options.Anchors is null ? X509ChainTrustMode.System : X509ChainTrustMode.CustomRootTrust,
        };
        policy.ExtraStore.AddRange(enclosed.ToArray());
        if (options.Anchors is not null)
        {
            policy.CustomTrustStore.AddRange(options.Anchors.ToArray());
            policy.ExtraStore.AddRange(options.Anchors.ToArray());
        }

        return policy;
    }

    private int FindAnchor(List<X509ChainElement> elements)
    {
        if (options.Anchors is { } anchors)
            return elements.FindIndex(element => anchors.Any(anchor => anchor.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span)));
        return elements.Exists(element => element.ChainElementStatus.Any(one => (one.Status & NoRoot) != 0)) ? -1 : elements.Count - 1;
    }

    private ChainVerdict JudgeChain(List<X509ChainElement> elements, X509ChainStatusFlags status, int anchor)
    {
        var faults = status & ~NoRoot;
        // Who issued nothing but his own certificate need not be allowed to issue; openssl makes such certificates unless told otherwise.
        if (elements.Count == 1)
            faults &= ~X509ChainStatusFlags.InvalidBasicConstraints;
        if (faults != 0)
        {
            var words = elements.SelectMany(element => element.ChainElementStatus).First(one => (one.Status & faults) != 0);
            diagnostics.Add(SignatureDiagnostics.ChainBroken.At(at, $"the chain of issuers does not hold: {faults} ({words.StatusInformation.Trim().TrimEnd('.')}); do not rely on the certificate"));
            return ChainVerdict.Broken;
        }

        if (anchor >= 0)
            return ChainVerdict.Trusted;
        var last = elements[^1].Certificate;
        if (!IsSelfIssued(last))
        {
            diagnostics.Add(SignatureDiagnostics.ChainIncomplete.At(at,
                $"the issuer \"{last.Issuer}\" of \"{last.Subject}\" is neither in the file nor known here; ask the signer for the missing certificates, or name the one you trust"));
            return ChainVerdict.Incomplete;
        }

        if (elements.Count == 1)
        {
            diagnostics.Add(SignatureDiagnostics.SelfSigned.At(at,
                $"\"{last.Subject}\" vouches for itself; if you know its SHA-256 fingerprint {CertificateIdentity.Of(last).Fingerprint}, name the certificate as trusted"));
            return ChainVerdict.SelfSigned;
        }

        diagnostics.Add(SignatureDiagnostics.RootUntrusted.At(at, $"the chain ends in \"{last.Subject}\", which is not among the trusted; name it if you trust it"));
        return ChainVerdict.Untrusted;
    }

    private ValidityVerdict JudgeTime(List<X509ChainElement> elements)
    {
        foreach (var certificate in elements.Select(element => element.Certificate))
        {
            if (_time > certificate.NotAfter)
            {
                diagnostics.Add(SignatureDiagnostics.Expired.At(at,
                    $"\"{certificate.Subject}\" was valid until {Date(certificate.NotAfter)}, but not on {Date(_time)}; verify for the time of signing if you know it, or sign the package again"));
                return ValidityVerdict.Expired;
            }

            if (_time < certificate.NotBefore)
            {
                diagnostics.Add(SignatureDiagnostics.NotYetValid.At(at, $"\"{certificate.Subject}\" is valid from {Date(certificate.NotBefore)}, but not on {Date(_time)}; look whether the clock is right"));
                return ValidityVerdict.NotYetValid;
            }
        }

        return ValidityVerdict.Valid;
    }

    private KeyUsageVerdict JudgeUse(X509Certificate2 signer)
    {
        const X509KeyUsageFlags Signing = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;
        if (signer.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault() is not { } usage || (usage.KeyUsages & Signing) != 0)
            return KeyUsageVerdict.Suitable;
        diagnostics.Add(SignatureDiagnostics.KeyUsage.At(at, $"\"{signer.Subject}\" is meant for {usage.KeyUsages}, not for digital signatures; sign with a certificate that is"));
        return KeyUsageVerdict.Unsuitable;
    }

    private RevocationVerdict JudgeRevocation(List<X509ChainElement> elements)
    {
        if (elements.Find(element => Has(element, X509ChainStatusFlags.Revoked)) is { } revoked)
        {
            diagnostics.Add(SignatureDiagnostics.Revoked.At(at, $"\"{revoked.Certificate.Subject}\" was revoked by its issuer; do not rely on what it signed"));
            return RevocationVerdict.Revoked;
        }

        // A self-signed certificate has no issuer who could revoke it.
        if (elements.Find(element => Has(element, NoAnswer) || !IsSelfIssued(element.Certificate) && element == elements[^1]) is not { } unknown)
            return RevocationVerdict.Good;
        diagnostics.Add(SignatureDiagnostics.RevocationUnknown.At(at, $"nobody said whether \"{unknown.Certificate.Subject}\" was revoked; try again with a network, or ask its issuer"));
        return RevocationVerdict.Unknown;
    }

    private static bool Has(X509ChainElement element, X509ChainStatusFlags flags) => element.ChainElementStatus.Any(one => (one.Status & flags) != 0);

    private static bool IsSelfIssued(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
