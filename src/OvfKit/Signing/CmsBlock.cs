using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using OvfKit.Diagnostics;
using OvfKit.Packaging;

namespace OvfKit.Signing;

/// <summary>The second signature VirtualBox writes: a detached CMS SignedData (RFC 5652 §5) over the manifest's bytes.</summary>
internal static class CmsBlock
{
    // id-sha3-224 to id-sha3-512 (NIST), which need a platform that has them.
    private const string Sha3Prefix = "2.16.840.1.101.3.4.2.";
    private static readonly string[] Sha3 = [Sha3Prefix + "7", Sha3Prefix + "8", Sha3Prefix + "9", Sha3Prefix + "10"];

    public static byte[] Make(PrivateKeySigner signer, IReadOnlyList<X509Certificate2> certificates, byte[] manifest, ManifestAlgorithm algorithm)
    {
        var by = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificates[0], signer.Key)
        {
            DigestAlgorithm = new Oid(CryptoConfig.MapNameToOID(algorithm.Name)!),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        by.Certificates.AddRange(certificates.Skip(1).ToArray());
        var cms = new SignedCms(new ContentInfo(manifest), detached: true);
        cms.ComputeSignature(by, silent: true);
        return cms.Encode();
    }

    /// <summary>Judges a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="manifest">The manifest's bytes.</param>
    /// <param name="at">Where the block is.</param>
    /// <param name="diagnostics">Receives what is to say about it.</param>
    /// <param name="certificates">Receives the certificates in the block, the signer's first; the caller disposes them.</param>
    public static SignatureVerdict Verify(CertificateBlock block, byte[] manifest, Location at, DiagnosticBag diagnostics, List<X509Certificate2> certificates)
    {
        var cms = new SignedCms(new ContentInfo(manifest), detached: true);
        try
        {
            cms.Decode(block.Der.Span);
            certificates.AddRange(cms.Certificates);
            if (cms.SignerInfos.Count == 0)
                throw new CryptographicException("it has no signer");
            if (cms.SignerInfos[0].Certificate is { } signer)
                certificates.Insert(0, signer);
        }
        catch (CryptographicException e)
        {
            diagnostics.Add(SignatureDiagnostics.CmsMalformed.At(at, $"the CMS block cannot be read ({e.Message.TrimEnd('.')}); copy the file again or sign the package again"));
            return SignatureVerdict.Invalid;
        }

        if (cms.SignerInfos.Cast<SignerInfo>().FirstOrDefault(one => !IsAvailable(one.DigestAlgorithm.Value)) is { } unknown)
        {
            diagnostics.Add(SignatureDiagnostics.NotVerifiable.At(at,
                $"the CMS block is made with the digest {unknown.DigestAlgorithm.FriendlyName ?? unknown.DigestAlgorithm.Value}, which this machine does not have; verify it elsewhere"));
            return SignatureVerdict.NotVerifiable;
        }

        try
        {
            cms.CheckSignature(verifySignatureOnly: true);
            return SignatureVerdict.Valid;
        }
        catch (CryptographicException e)
        {
            diagnostics.Add(SignatureDiagnostics.CmsMismatch.At(at,
                $"the CMS block does not hold for the manifest ({e.Message.TrimEnd('.')}); the manifest was changed after signing, or the block is of another package"));
            return SignatureVerdict.Invalid;
        }
    }

    private static bool IsAvailable(string? digest) => !Sha3.Contains(digest) || SHA3_256.IsSupported;
}
