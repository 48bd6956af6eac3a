using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OvfKit.Tests.Signing;

/// <summary>Keys and certificates made once a test run: a root, an intermediate issuer, and signers below it.</summary>
internal static class Pki
{
    private static readonly Dictionary<string, Lazy<AsymmetricAlgorithm>> Keys = new()
    {
        ["RSA-2048"] = new(() => RSA.Create(2048)),
        ["RSA-4096"] = new(() => RSA.Create(4096)),
        ["P-256"] = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256)),
        ["P-384"] = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP384)),
        ["other RSA-2048"] = new(() => RSA.Create(2048)),
        ["other RSA-4096"] = new(() => RSA.Create(4096)),
        ["other P-256"] = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256)),
        ["other P-384"] = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP384)),
        ["issuer"] = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256)),
    };

    private static readonly ECDsa RootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static DateTimeOffset Now { get; } = DateTimeOffset.UtcNow;

    public static X509Certificate2 Root { get; } = Authority("CN=OvfKit test root", RootKey).CreateSelfSigned(Now.AddYears(-10), Now.AddYears(10));

    public static X509Certificate2 Issuer { get; } = Authority("CN=OvfKit test issuer", (ECDsa)Key("issuer"))
        .Create(Root.SubjectName, X509SignatureGenerator.CreateForECDsa(RootKey), Now.AddYears(-9), Now.AddYears(9), [1]);

    public static AsymmetricAlgorithm Key(string name) => Keys[name].Value;

    /// <summary>A signer's certificate from the issuer.</summary>
    public static X509Certificate2 Signer(string key, DateTimeOffset? from = null, DateTimeOffset? to = null, X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature) =>
        Request($"CN=signer {key}", Key(key), usage).Create(Issuer.SubjectName, X509SignatureGenerator.CreateForECDsa((ECDsa)Key("issuer")), from ?? Now.AddDays(-2), to ?? Now.AddDays(30), [2]);

    /// <summary>A certificate that is its own issuer.</summary>
    public static X509Certificate2 SelfSigned(string key)
    {
        // A certificate without its key, as others see it.
        using var own = Request($"CN=self-signed {key}", Key(key), X509KeyUsageFlags.DigitalSignature).CreateSelfSigned(Now.AddDays(-2), Now.AddDays(30));
        return X509CertificateLoader.LoadCertificate(own.RawData);
    }

    /// <summary>A certificate that names an issuer which did not sign it.</summary>
    public static X509Certificate2 Forged(string key, X509Certificate2 issuer) => Request("CN=forged", Key(key), X509KeyUsageFlags.DigitalSignature)
        .Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa((ECDsa)Key("other P-256")), Now.AddDays(-2), Now.AddDays(30), [3]);

    public static CertificateRequest Request(string name, AsymmetricAlgorithm key, X509KeyUsageFlags usage)
    {
        var request = key is RSA rsa
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        return request;
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = Request(name, key, X509KeyUsageFlags.KeyCertSign);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request;
    }
}
