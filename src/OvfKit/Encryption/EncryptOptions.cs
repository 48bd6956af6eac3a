using System.Security.Cryptography.X509Certificates;
using OvfKit.Diagnostics;
using OvfKit.Packaging;
using OvfKit.Signing;

namespace OvfKit.Encryption;

/// <summary>How files of a package are encrypted. Immutable. A password, recipients, or both are needed; each of them opens the files by itself.</summary>
public sealed record EncryptOptions
{
    /// <summary>The password; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>The certificates, with RSA keys, whose holders can open the files; not owned.</summary>
    public IReadOnlyList<X509Certificate2> Recipients { get; init; } = [];

    /// <summary>The cipher.</summary>
    public ContentCipher Cipher { get; init; }

    /// <summary>How often PBKDF2 hashes the password, which is how long every guess takes: 1,000 to 100,000,000.</summary>
    public int Iterations
    {
        get;
        init => field = value is >= 1000 and <= 100_000_000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "PBKDF2 takes 1,000 to 100,000,000 iterations here");
    }
    = 600_000;

    /// <summary>The names of the files to encrypt, as <see cref="PackageFile.Name"/> has them; null for all that the descriptor lists.</summary>
    public IReadOnlyCollection<string>? Files { get; init; }

    /// <inheritdoc cref="Conversion.ConvertOptions.Algorithm"/>
    public ManifestAlgorithm Algorithm { get; init; } = ManifestAlgorithm.Sha256;

    /// <summary>Signs the new manifest; null for no signature.</summary>
    public PackageSigner? Signer { get; init; }

    /// <summary>Receives the findings; null drops them.</summary>
    public DiagnosticBag? Diagnostics { get; init; }
}
