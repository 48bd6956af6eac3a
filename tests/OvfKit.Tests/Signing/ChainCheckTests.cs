using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OvfKit.Diagnostics;
using OvfKit.Signing;

namespace OvfKit.Tests.Signing;

public sealed class ChainCheckTests
{
    private static readonly TrustOptions Root = SignedSample.TrustingRoot;

    [Fact]
    public async Task The_anchor_is_named()
    {
        using var signer = Pki.Signer("P-256");
        var result = await VerifyAsync(Root, signer, Pki.Issuer);
        Assert.True(result.IsTrusted);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Pki.Root.RawData)), result.Anchor!.Fingerprint);
    }

    [Fact]
    public async Task An_issuer_can_be_trusted_without_its_root()
    {
        using var signer = Pki.Signer("P-256");
        var result = await VerifyAsync(Trusting(Pki.Issuer), signer);
        Assert.True(result.IsTrusted);
        Assert.Equal(Pki.Issuer.Subject, result.Anchor!.Subject);
    }

    [Fact]
    public async Task A_signer_can_be_trusted_by_itself()
    {
        using var issued = Pki.Signer("P-256");
        Assert.True((await VerifyAsync(Trusting(issued), issued)).IsTrusted);
        using var selfSigned = Pki.SelfSigned("P-256");
        Assert.True((await VerifyAsync(Trusting(selfSigned), selfSigned)).IsTrusted);
    }

    [Fact]
    public async Task The_system_does_not_trust_us()
    {
        using var signer = Pki.Signer("P-256");
        Expect(await VerifyAsync(TrustOptions.Default, signer, Pki.Issuer, Pki.Root), ChainVerdict.Untrusted, SignatureDiagnostics.RootUntrusted);
    }

    [Fact]
    public async Task OVF5020_expired_and_OVF5021_not_yet_valid_depend_on_the_time_asked_about()
    {
        using var signer = Pki.Signer("P-256", Pki.Now.AddDays(-20), Pki.Now.AddDays(-10));
        Expect(await VerifyAsync(Root, signer, Pki.Issuer), ValidityVerdict.Expired, SignatureDiagnostics.Expired);
        Expect(await VerifyAsync(Root with { Time = Pki.Now.AddDays(-30) }, signer, Pki.Issuer), ValidityVerdict.NotYetValid, SignatureDiagnostics.NotYetValid);
        Assert.True((await VerifyAsync(Root with { Time = Pki.Now.AddDays(-15) }, signer, Pki.Issuer)).IsTrusted);
    }

    [Fact]
    public async Task OVF5021_a_certificate_of_the_future_is_not_yet_valid()
    {
        using var signer = Pki.Signer("P-256", Pki.Now.AddDays(1), Pki.Now.AddDays(2));
        Expect(await VerifyAsync(Root, signer, Pki.Issuer), ValidityVerdict.NotYetValid, SignatureDiagnostics.NotYetValid);
    }

    [Fact]
    public async Task OVF5022_who_vouches_for_himself_is_not_trusted()
    {
        using var signer = Pki.SelfSigned("P-256");
        Expect(await VerifyAsync(Root, signer), ChainVerdict.SelfSigned, SignatureDiagnostics.SelfSigned);
    }

    [Fact]
    public async Task OVF5023_a_chain_without_its_middle_is_incomplete()
    {
        using var signer = Pki.Signer("P-256");
        Expect(await VerifyAsync(Root, signer), ChainVerdict.Incomplete, SignatureDiagnostics.ChainIncomplete);
    }

    [Fact]
    public async Task OVF5024_a_complete_chain_to_a_stranger_is_untrusted()
    {
        using var other = Pki.SelfSigned("RSA-2048");
        using var signer = Pki.Signer("P-256");
        Expect(await VerifyAsync(Trusting(other), signer, Pki.Issuer, Pki.Root), ChainVerdict.Untrusted, SignatureDiagnostics.RootUntrusted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OVF5025_who_names_an_issuer_that_did_not_sign_breaks_the_chain(bool trustIssuerAlone)
    {
        using var signer = Pki.Forged("P-256", Pki.Issuer);
        var result = await VerifyAsync(trustIssuerAlone ? Trusting(Pki.Issuer) : Root, signer, Pki.Issuer);
        Assert.Equal(SignatureVerdict.Valid, result.Signature);
        Assert.False(result.IsTrusted);
        Expect(result, ChainVerdict.Broken, SignatureDiagnostics.ChainBroken);
    }

    [Fact]
    public async Task OVF5025_a_signer_cannot_issue()
    {
        using var middle = Pki.Signer("other P-256");
        using var signer = Pki.Forged("P-256", middle);
        Expect(await VerifyAsync(Root, signer, middle, Pki.Issuer), ChainVerdict.Broken, SignatureDiagnostics.ChainBroken);
    }

    [Fact]
    public async Task OVF5026_a_certificate_for_other_uses_is_reported()
    {
        using var signer = Pki.Signer("P-256", usage: X509KeyUsageFlags.KeyEncipherment);
        var result = await VerifyAsync(Root, signer, Pki.Issuer);
        Assert.Equal(KeyUsageVerdict.Unsuitable, result.KeyUsage);
        Assert.False(result.IsTrusted);
        Assert.Equal(SignatureDiagnostics.KeyUsage.Id, Assert.Single(result.Diagnostics).Id);
    }

    [Fact]
    public async Task OVF5028_without_an_answer_revocation_is_unknown()
    {
        // The certificates name nobody to ask, so nothing is sent.
        using var signer = Pki.Signer("P-256");
        var result = await VerifyAsync(Root with { CheckRevocation = true }, signer, Pki.Issuer);
        Assert.Equal(RevocationVerdict.Unknown, result.Revocation);
        Assert.False(result.IsTrusted);
        Assert.Equal(SignatureDiagnostics.RevocationUnknown.Id, Assert.Single(result.Diagnostics).Id);
    }

    [Fact]
    public async Task Revocation_is_not_asked_unless_told_to()
    {
        using var signer = Pki.Signer("P-256");
        Assert.Equal(RevocationVerdict.NotChecked, (await VerifyAsync(Root, signer, Pki.Issuer)).Revocation);
    }

    private static TrustOptions Trusting(X509Certificate2 anchor) => new() { Anchors = [anchor] };

    private static async Task<SignatureVerification> VerifyAsync(TrustOptions trust, params X509Certificate2[] chain) =>
        SignedSample.Verify(await SignedSample.SignAsync(new PackageSigner(new PrivateKeySigner(Pki.Key("P-256")), chain)), trust);

    private static void Expect(SignatureVerification result, ChainVerdict verdict, DiagnosticDescriptor code)
    {
        Assert.Equal(verdict, result.Chain);
        Assert.Equal(SignatureVerdict.Valid, result.Signature);
        Assert.Equal(code.Id, Assert.Single(result.Diagnostics).Id);
    }

    private static void Expect(SignatureVerification result, ValidityVerdict verdict, DiagnosticDescriptor code)
    {
        Assert.Equal(verdict, result.Validity);
        Assert.Equal(SignatureVerdict.Valid, result.Signature);
        Assert.Equal(code.Id, Assert.Single(result.Diagnostics).Id);
    }
}
