using System.Text;
using OvfKit.Packaging;
using OvfKit.Signing;
using OvfKit.Tests.Packaging;

namespace OvfKit.Tests.Signing;

/// <summary>A small signed package in memory, whole or tampered with.</summary>
internal static class SignedSample
{
    public const string ManifestName = "a.mf";

    public static readonly string Descriptor = Sample.Envelope("""<File ovf:id="f" ovf:href="x"/>""");

    public static readonly string Manifest = Sample.Line("a.ovf", Descriptor) + Sample.Line("x", "now");

    public static byte[] ManifestBytes => Encoding.UTF8.GetBytes(Manifest);

    public static TrustOptions TrustingRoot { get; } = new() { Anchors = [Pki.Root] };

    public static OvfPackage Package(string certificateFile, string? manifest = null, string file = "now") => Sample.Package(
        new TarBuilder().File("a.ovf", Descriptor).File(ManifestName, manifest ?? Manifest).File("a.cert", certificateFile).File("x", file).End());

    public static async Task<string> SignAsync(PackageSigner signer, string? manifest = null) => Encoding.UTF8.GetString(
        await signer.SignAsync(ManifestName, Encoding.UTF8.GetBytes(manifest ?? Manifest), TestContext.Current.CancellationToken));

    /// <summary>The verdicts on a certificate file beside the sample's manifest.</summary>
    public static SignatureVerification Verify(string certificateFile, TrustOptions? trust = null, string? manifest = null) => SignatureVerifier.Verify(
        CertificateFile.Parse(Encoding.UTF8.GetBytes(certificateFile), "a.cert"), "a.cert", Encoding.UTF8.GetBytes(manifest ?? Manifest), ManifestName, trust ?? TrustingRoot);
}
