using System.Security.Cryptography.X509Certificates;
using System.Text;
using OvfKit.Packaging;
using OvfKit.Signing;

namespace OvfKit.Tests.Signing;

/// <summary>Every kind of key with every digest in every state: each question gets its own answer.</summary>
public sealed class SignatureMatrixTests
{
    public enum State
    {
        Valid,
        Expired,
        NotYetValid,
        SelfSigned,
        WrongKey,
        AlteredManifest,
        AlteredFile,
        MissingChain,
    }

    public static TheoryData<string, string, State> Cases { get; } =
    [
        .. from key in (string[])["RSA-2048", "RSA-4096", "P-256", "P-384"]
           from sha in (string[])["SHA1", "SHA256", "SHA512"]
           from state in Enum.GetValues<State>()
           select new TheoryDataRow<string, string, State>(key, sha, state),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Each_question_gets_its_own_verdict(string key, string sha, State state)
    {
        var algorithm = ManifestAlgorithm.Find(sha)!;
        using var certificate = state switch
        {
            State.Expired => Pki.Signer(key, Pki.Now.AddDays(-20), Pki.Now.AddDays(-10)),
            State.NotYetValid => Pki.Signer(key, Pki.Now.AddDays(10), Pki.Now.AddDays(20)),
            State.SelfSigned => Pki.SelfSigned(key),
            _ => Pki.Signer(key),
        };
        X509Certificate2[] chain = state is State.MissingChain or State.SelfSigned ? [certificate] : [certificate, Pki.Issuer];
        var file = state == State.WrongKey
            ? await SignWithOtherKeyAsync(key, algorithm, chain)
            : await SignedSample.SignAsync(new PackageSigner(new PrivateKeySigner(Pki.Key(key)), chain) { Algorithm = algorithm });
        using var package = SignedSample.Package(file, state == State.AlteredManifest ? SignedSample.Manifest + "\n" : null, state == State.AlteredFile ? "won" : "now");

        var digests = await package.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken);
        var signature = await SignatureVerifier.VerifyAsync(package, SignedSample.TrustingRoot, TestContext.Current.CancellationToken);

        Assert.Equal(state != State.AlteredFile, digests.IsIntact);
        Assert.Equal(state is State.WrongKey or State.AlteredManifest ? SignatureVerdict.Invalid : SignatureVerdict.Valid, signature.Signature);
        Assert.Equal(state switch { State.SelfSigned => ChainVerdict.SelfSigned, State.MissingChain => ChainVerdict.Incomplete, _ => ChainVerdict.Trusted }, signature.Chain);
        Assert.Equal(state switch { State.Expired => ValidityVerdict.Expired, State.NotYetValid => ValidityVerdict.NotYetValid, _ => ValidityVerdict.Valid }, signature.Validity);
        Assert.Equal(state is State.SelfSigned or State.MissingChain ? null : Pki.Root.Subject, signature.Anchor?.Subject);
        Assert.Equal(certificate.Subject, signature.Signer!.Subject);
        Assert.Equal(state is State.Valid or State.AlteredFile, signature.IsTrusted);

        // Only RSA tells another key from another manifest.
        var isRsa = key.StartsWith("RSA", StringComparison.Ordinal);
        var expected = state switch
        {
            State.Expired => SignatureDiagnostics.Expired,
            State.NotYetValid => SignatureDiagnostics.NotYetValid,
            State.SelfSigned => SignatureDiagnostics.SelfSigned,
            State.WrongKey => isRsa ? SignatureDiagnostics.OtherKey : SignatureDiagnostics.Mismatch,
            State.AlteredManifest => SignatureDiagnostics.Mismatch,
            State.MissingChain => SignatureDiagnostics.ChainIncomplete,
            _ => null,
        };
        var isWeak = sha == "SHA1" && signature.Signature == SignatureVerdict.Valid;
        Assert.Equal(
            new[] { isWeak ? SignatureDiagnostics.Weak.Id : null, expected?.Id }.OfType<string>(), signature.Diagnostics.Select(finding => finding.Id));
        Assert.All(signature.Diagnostics, finding => Assert.EndsWith("a.cert", finding.Location.File, StringComparison.Ordinal));
    }

    private static async Task<string> SignWithOtherKeyAsync(string key, ManifestAlgorithm algorithm, X509Certificate2[] chain) => Encoding.UTF8.GetString(new CertificateFile
    {
        Signatures =
        [
            new SignatureLine(SignedSample.ManifestName, algorithm.Name,
                await new PrivateKeySigner(Pki.Key("other " + key)).SignAsync(SignedSample.ManifestBytes, algorithm, TestContext.Current.CancellationToken)),
        ],
        Certificates = [.. chain.Select(certificate => new CertificateBlock(certificate.RawData))],
    }.ToBytes());
}
