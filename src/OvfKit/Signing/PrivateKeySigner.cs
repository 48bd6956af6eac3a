using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OvfKit.Packaging;

namespace OvfKit.Signing;

/// <summary>Signs with an RSA or ECDSA key in memory.</summary>
public sealed class PrivateKeySigner : IManifestSigner
{
    /// <summary>Makes a signer.</summary>
    /// <param name="key">An <see cref="RSA"/> or <see cref="ECDsa"/> key with its private part; not owned, must outlive the signer.</param>
    /// <exception cref="ArgumentException">The key is of another kind.</exception>
    public PrivateKeySigner(AsymmetricAlgorithm key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key is RSA or ECDsa ? key : throw new ArgumentException("the key is neither RSA nor ECDSA", nameof(key));
    }

    internal AsymmetricAlgorithm Key { get; }

    /// <summary>Whether the key is the one of a certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    public bool Fits(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        using AsymmetricAlgorithm? publicKey = Key is RSA ? certificate.GetRSAPublicKey() : certificate.GetECDsaPublicKey();
        return publicKey is not null && publicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(Key.ExportSubjectPublicKeyInfo());
    }

    /// <inheritdoc/>
    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> manifest, ManifestAlgorithm algorithm, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Key is RSA rsa
            ? rsa.SignData(manifest.Span, algorithm.HashName, RSASignaturePadding.Pkcs1)
            : ((ECDsa)Key).SignData(manifest.Span, algorithm.HashName, DSASignatureFormat.Rfc3279DerSequence));
    }
}
