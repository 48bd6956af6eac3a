using System.Security.Cryptography.X509Certificates;
using OvfKit.Diagnostics;
using OvfKit.Packaging;

namespace OvfKit.Signing;

/// <summary>Signs packages: makes the certificate file for a manifest. Immutable; thread-safe where the signer is.</summary>
public sealed class PackageSigner
{
    // How much shorter a trial may turn out than what it stands for: two integers of an ECDSA signature, each missing a few leading bytes.
    private const int CmsSlack = 64;

    private readonly IManifestSigner _signer;
    private readonly IReadOnlyList<X509Certificate2> _certificates;

    /// <summary>Makes a signer.</summary>
    /// <param name="signer">Has the private key.</param>
    /// <param name="certificates">The signer's certificate, then any intermediate ones that shall be enclosed; not owned, must outlive this object.</param>
    /// <exception cref="ArgumentException">There is no certificate.</exception>
    /// <exception cref="InvalidContentException">The key is not the certificate's (<c>OVF5041</c>), or of a kind that nobody verifies (<c>OVF5043</c>).</exception>
    public PackageSigner(IManifestSigner signer, params IReadOnlyList<X509Certificate2> certificates)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(certificates);
        if (certificates.Count == 0)
            throw new ArgumentException("a signature needs its signer's certificate", nameof(certificates));
        (_signer, _certificates) = (signer, [.. certificates]);
        if (!SignatureAlgebra.IsKnown(Certificate))
            throw SignatureDiagnostics.KeyKind.Invalid(At, $"the certificate's key is {SignatureAlgebra.KeyName(Certificate)}; OVF signatures are made with RSA or ECDSA");
        if (signer is PrivateKeySigner local && !local.Fits(Certificate))
            throw SignatureDiagnostics.KeyMismatch.Invalid(At, "the private key is not the one of this certificate; give the key and the certificate that were made together");
    }

    /// <summary>The signer's certificate.</summary>
    public X509Certificate2 Certificate => _certificates[0];

    /// <summary>The digest signatures are made with; it need not be the one of the manifest's lines.</summary>
    public ManifestAlgorithm Algorithm { get; init; } = ManifestAlgorithm.Sha256;

    /// <summary>Whether to add the CMS signature VirtualBox writes. Only a key in memory can make it.</summary>
    /// <exception cref="ArgumentException">Set to true where the signer is no <see cref="PrivateKeySigner"/>.</exception>
    public bool IncludeCms
    {
        get;
        init => field = !value || _signer is PrivateKeySigner
            ? value
            : throw new ArgumentException("the CMS signature needs the private key itself, which an external signer does not hand out", nameof(value));
    }

    private Location At => new(Certificate.Subject);

    /// <summary>The most bytes the certificate file for a manifest of this name can have.</summary>
    /// <param name="manifestName">The manifest's name.</param>
    public int MaxLength(string manifestName)
    {
        var file = File(manifestName, new byte[SignatureAlgebra.MaxLength(Certificate)], null);
        if (IncludeCms)
            file = file with { Cms = new CertificateBlock(new byte[MakeCms([0]).Length + CmsSlack]) };
        return file.ToBytes().Length;
    }

    /// <summary>Signs a manifest and makes the certificate file for it.</summary>
    /// <param name="manifestName">The manifest's name, without folders.</param>
    /// <param name="manifest">Its bytes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidContentException">What the signer made is no signature of the certificate's key (<c>OVF5042</c>).</exception>
    /// <exception cref="IOException">The signer failed.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public async ValueTask<byte[]> SignAsync(string manifestName, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(manifestName);
        var made = await _signer.SignAsync(manifest, Algorithm, cancellationToken).ConfigureAwait(false);
        var signature = SignatureAlgebra.Canonical(Certificate, manifest.Span, made, Algorithm)
            ?? throw SignatureDiagnostics.SignerFailed.Invalid(At,
                $"the signer answered {made.Length} bytes that are no {Algorithm} signature of this certificate's key ({SignatureAlgebra.KeyName(Certificate)}); "
                    + "it must sign the bytes it is given, with the certificate's key");
        return File(manifestName, signature, IncludeCms ? new CertificateBlock(MakeCms(manifest.ToArray())) : null).ToBytes();
    }

    private byte[] MakeCms(byte[] manifest) => CmsBlock.Make((PrivateKeySigner)_signer, _certificates, manifest, Algorithm);

    private CertificateFile File(string manifestName, byte[] signature, CertificateBlock? cms) => new()
    {
        Signatures = [new SignatureLine(manifestName, Algorithm.Name, signature)],
        Certificates = [.. _certificates.Select(certificate => new CertificateBlock(certificate.RawData))],
        Cms = cms,
    };
}
