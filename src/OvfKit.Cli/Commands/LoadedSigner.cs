using System.Security.Cryptography.X509Certificates;
using OvfKit.Packaging;
using OvfKit.Signing;

namespace OvfKit.Cli.Commands;

/// <summary>A signer with the key and certificates it was made of.</summary>
internal sealed class LoadedSigner : IDisposable
{
    private readonly PrivateKeyFile? _key;
    private readonly IReadOnlyList<X509Certificate2> _certificates;

    /// <exception cref="ArgumentException">There is no certificate.</exception>
    public LoadedSigner(IManifestSigner signer, PrivateKeyFile? key, string? certificatePath, ManifestAlgorithm algorithm, bool cms)
    {
        _key = key;
        _certificates = certificatePath is null ? [] : CertificateReader.Read(Secrets.ReadFile(certificatePath), certificatePath);
        var certificates = certificatePath is null ? key?.Certificates ?? [] : _certificates;
        if (certificates.Count == 0)
            throw new ArgumentException("the key has no certificate with it; give the signer's with --cert");
        Signer = new PackageSigner(signer, certificates) { Algorithm = algorithm, IncludeCms = cms };
    }

    public PackageSigner Signer { get; }

    public void Dispose()
    {
        _key?.Dispose();
        foreach (var certificate in _certificates)
            certificate.Dispose();
    }
}
