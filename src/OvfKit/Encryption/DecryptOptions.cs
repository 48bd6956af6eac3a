using System.Security.Cryptography;
using OvfKit.Diagnostics;
using OvfKit.Packaging;
using OvfKit.Signing;

namespace OvfKit.Encryption;

/// <summary>How files of a package are decrypted. Immutable. A password or a private key is needed.</summary>
public sealed record DecryptOptions
{
    /// <summary>The password; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>The private key of a recipient; null for none. Not owned.</summary>
    public RSA? Key { get; init; }

    /// <summary>The names of the files to decrypt, as <see cref="PackageFile.Name"/> has them; null for all that are encrypted.</summary>
    public IReadOnlyCollection<string>? Files { get; init; }

    /// <inheritdoc cref="Conversion.ConvertOptions.Algorithm"/>
    public ManifestAlgorithm Algorithm { get; init; } = ManifestAlgorithm.Sha256;

    /// <summary>Signs the new manifest; null for no signature.</summary>
    public PackageSigner? Signer { get; init; }

    /// <summary>Receives the findings; null drops them.</summary>
    public DiagnosticBag? Diagnostics { get; init; }
}
