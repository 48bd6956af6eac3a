using System.Security.Cryptography;
using OvfKit.Diagnostics;
using OvfKit.Packaging;

namespace OvfKit.Signing;

/// <summary>Verifies packages' signatures.</summary>
public static class SignatureVerifier
{
    /// <summary>Verifies the signature of a package's manifest, and whom it is of. The files themselves are compared by <see cref="OvfPackage.VerifyAsync"/>.</summary>
    /// <param name="package">The package.</param>
    /// <param name="options">Whom to trust; null for the system's roots.</param>
    /// <param name="cancellationToken">Stops the work; not while the system asks about revocation.</param>
    /// <returns>The verdicts. What is wrong with the signature is told there, not thrown.</returns>
    /// <exception cref="IOException">The files cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static Task<SignatureVerification> VerifyAsync(OvfPackage package, TrustOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(package);
        var diagnostics = new DiagnosticBag();
        if (package.CertificateEntry is not { } entry)
        {
            diagnostics.Add(SignatureDiagnostics.NotSigned.At(new Location(package.Store.Name), "the package has no certificate, so nothing tells who made it"));
            return Task.FromResult(new SignatureVerification { Diagnostics = diagnostics });
        }

        var manifestName = package.ManifestEntry is null ? null : EntryName.LastSegment(package.ManifestEntry.Name);
        return Task.Run(
            () =>
            {
                try
                {
                    var manifest = package.ManifestEntry is null ? null : package.ManifestEntry.ReadAll(Manifest.MaxLength, ManifestDiagnostics.TooLarge);
                    var file = CertificateFile.Parse(entry.ReadAll(CertificateFile.MaxLength, SignatureDiagnostics.TooLarge), entry.Location.File);
                    return Verify(file, entry.Location.File, manifest, manifestName, options);
                }
                catch (InvalidContentException e)
                {
                    diagnostics.Add(e.Diagnostic);
                    return new SignatureVerification { IsSigned = true, Signature = SignatureVerdict.Invalid, Diagnostics = diagnostics };
                }
            },
            cancellationToken);
    }

    /// <summary>Verifies a signature over a manifest.</summary>
    /// <param name="file">The certificate file.</param>
    /// <param name="name">Its name, for findings.</param>
    /// <param name="manifest">The manifest's bytes, or null where there is none.</param>
    /// <param name="manifestName">The manifest's name; null when it is not to be compared.</param>
    /// <param name="options">Whom to trust; null for the system's roots.</param>
    /// <returns>The verdicts.</returns>
    public static SignatureVerification Verify(CertificateFile file, string name, byte[]? manifest, string? manifestName, TrustOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(name);
        using var check = new SignatureCheck(file, name, options ?? TrustOptions.Default);
        try
        {
            return check.Run(manifest, manifestName);
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException)
        {
            // A certificate shows some of its damage only when it is asked for a name, a key or an extension; a curve may be unknown here.
            var diagnostics = new DiagnosticBag();
            diagnostics.Add(SignatureDiagnostics.CorruptCertificate.At(
                new Location(name), $"a certificate in the file cannot be read ({e.Message.TrimEnd('.')}); copy the file again or sign the package again"));
            return new SignatureVerification { IsSigned = true, Signature = SignatureVerdict.Invalid, Diagnostics = diagnostics };
        }
    }
}
