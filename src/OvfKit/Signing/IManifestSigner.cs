using OvfKit.Packaging;

namespace OvfKit.Signing;

/// <summary>Makes signatures with a private key, wherever the key is: in memory, in a hardware module, with a service.</summary>
public interface IManifestSigner
{
    /// <summary>Signs a manifest. The result is checked with the certificate before it is used.</summary>
    /// <param name="manifest">The manifest's bytes, which are to be hashed and signed; not their digest.</param>
    /// <param name="algorithm">The digest to sign with.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>For an RSA key PKCS #1 v1.5, for an elliptic curve DER (RFC 3279) or the two numbers one after the other (IEEE P1363).</returns>
    /// <exception cref="IOException">The key cannot be reached, or refuses.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> manifest, ManifestAlgorithm algorithm, CancellationToken cancellationToken = default);
}
