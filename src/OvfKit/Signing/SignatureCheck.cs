using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OvfKit.Diagnostics;
using OvfKit.Packaging;

namespace OvfKit.Signing;

/// <summary>Goes through one certificate file: the signature lines, the CMS block, then the certificates.</summary>
internal sealed class SignatureCheck(CertificateFile file, string name, TrustOptions options) : IDisposable
{
    private readonly DiagnosticBag _diagnostics = [];
    private readonly List<X509Certificate2> _certificates = [];
    private readonly List<X509Certificate2> _inCms = [];

    public void Dispose()
    {
        foreach (var certificate in _certificates.Concat(_inCms))
            certificate.Dispose();
    }

    public SignatureVerification Run(byte[]? manifest, string? manifestName)
    {
        var verdicts = new SignatureVerification { IsSigned = true, Diagnostics = _diagnostics };
        if (manifest is null)
        {
            _diagnostics.Add(SignatureDiagnostics.NoManifest.At(new Location(name), "the package has a certificate but no manifest, so there is nothing the signature could be of; get the package again"));
            return verdicts with { Signature = SignatureVerdict.Invalid };
        }

        if (!LoadCertificates())
            return verdicts with { Signature = SignatureVerdict.Invalid };
        if (file.IsXenCenterForm)
            _diagnostics.Add(SignatureDiagnostics.XenCenterForm.At(At(file.Certificates[0].Line),
                "the certificate is enclosed in a store of Windows, which only XenCenter writes and reads; sign the package again for other products"));
        if (file.Cms is { } cms)
            verdicts = verdicts with { Cms = CmsBlock.Verify(cms, manifest, At(cms.Line), _diagnostics, _inCms) };

        var signer = file.Signatures.Count > 0 ? _certificates.FirstOrDefault() : _inCms.FirstOrDefault();
        foreach (var line in file.Signatures)
        {
            CheckName(line, manifestName);
            var (verdict, by) = Check(line, manifest);
            if (verdicts.Signature is SignatureVerdict.Absent or SignatureVerdict.NotVerifiable || verdict == SignatureVerdict.Invalid)
                verdicts = verdicts with { Signature = verdict };
            signer = by ?? signer;
            if (signer is not null)
                verdicts = verdicts with { Algorithm = $"{line.AlgorithmName} with {SignatureAlgebra.KeyName(signer)}" };
        }

        if (signer is null)
            return verdicts;
        if (verdicts.Cms == SignatureVerdict.Valid && file.Signatures.Count > 0 && !_inCms[0].RawDataMemory.Span.SequenceEqual(signer.RawDataMemory.Span))
            _diagnostics.Add(SignatureDiagnostics.CmsOtherSigner.At(At(file.Cms!.Line),
                $"the CMS block was made by \"{_inCms[0].Subject}\", the signature line by \"{signer.Subject}\"; trust was asked about the latter alone"));
        return new ChainCheck(options, At(file.Certificates.Count > 0 ? file.Certificates[0].Line : 0), _diagnostics).Run(signer, _certificates.Concat(_inCms), verdicts);
    }

    private bool LoadCertificates()
    {
        foreach (var block in file.Certificates)
        {
            try
            {
                _certificates.Add(X509CertificateLoader.LoadCertificate(block.Der.Span));
            }
            catch (CryptographicException e)
            {
                _diagnostics.Add(SignatureDiagnostics.CorruptCertificate.At(At(block.Line), $"the certificate cannot be read ({e.Message.TrimEnd('.')}); copy the file again or sign the package again"));
                return false;
            }
        }

        if (_certificates.Count > 0 || file.Signatures.Count == 0)
            return true;
        _diagnostics.Add(SignatureDiagnostics.NoCertificate.At(new Location(name), "the file has a signature but no certificate, so nothing tells whose it is; add the signer's certificate or sign the package again"));
        return false;
    }

    private void CheckName(SignatureLine line, string? manifestName)
    {
        if (manifestName is not null && !line.FileName.Equals(manifestName, StringComparison.Ordinal))
            _diagnostics.Add(SignatureDiagnostics.OtherName.At(At(line.Line), $"the signature is for \"{line.FileName}\", the manifest is called \"{manifestName}\"; some products refuse that, so sign the package again"));
    }

    // The signer's certificate comes first, but some tools write the chain from the top.
    private (SignatureVerdict Verdict, X509Certificate2? By) Check(SignatureLine line, byte[] manifest)
    {
        if (line.Algorithm is not { } algorithm || !_certificates.Exists(SignatureAlgebra.IsKnown))
        {
            _diagnostics.Add(SignatureDiagnostics.NotVerifiable.At(At(line.Line),
                $"the signature was not checked: {line.AlgorithmName} with {SignatureAlgebra.KeyName(_certificates[0])} is not known or proves nothing; sign the package again with SHA256 and RSA or ECDSA"));
            return (SignatureVerdict.NotVerifiable, null);
        }

        var by = _certificates.Find(one => SignatureAlgebra.Verify(one, manifest, line.Value.Span, algorithm)) ?? DoubleHashed(line, manifest, algorithm);
        if (by is null)
        {
            Explain(line);
            return (SignatureVerdict.Invalid, null);
        }

        if (algorithm == ManifestAlgorithm.Sha1)
            _diagnostics.Add(SignatureDiagnostics.Weak.At(At(line.Line), "the signature is made with SHA-1, for which two manifests of one digest can be made; sign the package again with SHA256"));
        return (SignatureVerdict.Valid, by);
    }

    private X509Certificate2? DoubleHashed(SignatureLine line, byte[] manifest, ManifestAlgorithm algorithm)
    {
        var digest = CryptographicOperations.HashData(algorithm.HashName, manifest);
        var by = _certificates.Find(one => SignatureAlgebra.Verify(one, digest, line.Value.Span, algorithm));
        if (by is not null)
            _diagnostics.Add(SignatureDiagnostics.XenCenterForm.At(At(line.Line),
                "the signature is of the manifest's digest, hashed once more, as XenCenter does; other products take it for wrong, so sign the package again for them"));
        return by;
    }

    private void Explain(SignatureLine line)
    {
        var made = _certificates.Select(one => SignatureAlgebra.IsMadeBy(one, line.Value.Span)).ToList();
        _diagnostics.Add(made[0] == false && !made.Contains(true)
            ? SignatureDiagnostics.OtherKey.At(At(line.Line), $"the signature was not made with the key of \"{_certificates[0].Subject}\"; the file was put together wrongly, so do not rely on it, or sign the package again")
            : SignatureDiagnostics.Mismatch.At(At(line.Line), made.Contains(true)
                ? $"the signature is by \"{_certificates[0].Subject}\", but not of this manifest: the manifest was changed after signing; get the package again"
                : $"the signature is not of this manifest and the key of \"{_certificates[0].Subject}\": the manifest was changed after signing, or the certificate is not the signer's; get the package again"));
    }

    private Location At(int line) => line > 0 ? new Location(name, line, 1) : new Location(name);
}
