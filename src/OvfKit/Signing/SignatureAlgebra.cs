using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OvfKit.Packaging;

namespace OvfKit.Signing;

/// <summary>What a signature is worth under a certificate's key: PKCS #1 v1.5 (RFC 8017 §8.2) or ECDSA in DER (RFC 3279 §2.2.3).</summary>
internal static class SignatureAlgebra
{
    private const int MaxModulus = 16384 / 8;
    private const int MaxExponent = 8;

    /// <summary>Whether the key is of a kind this library verifies.</summary>
    public static bool IsKnown(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var curve = certificate.GetECDsaPublicKey();
        return rsa is not null || curve is not null;
    }

    /// <summary>The kind and size of a certificate's key: <c>RSA-2048</c>.</summary>
    public static string KeyName(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var curve = certificate.GetECDsaPublicKey();
        return rsa is not null ? $"RSA-{rsa.KeySize}" : curve is not null ? $"ECDSA P-{curve.KeySize}" : certificate.PublicKey.Oid.FriendlyName ?? certificate.PublicKey.Oid.Value ?? "unknown key";
    }

    /// <summary>The most bytes a signature of the key can have; 0 for a key of a kind that is not known.</summary>
    public static int MaxLength(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var curve = certificate.GetECDsaPublicKey();
        return rsa is not null ? (rsa.KeySize + 7) / 8 : curve?.GetMaxSignatureSize(DSASignatureFormat.Rfc3279DerSequence) ?? 0;
    }

    /// <summary>Whether a signature is of these bytes.</summary>
    public static bool Verify(X509Certificate2 certificate, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, ManifestAlgorithm algorithm)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
            return rsa.VerifyData(data, signature, algorithm.HashName, RSASignaturePadding.Pkcs1);
        using var curve = certificate.GetECDsaPublicKey();
        return curve is not null && curve.VerifyData(data, signature, algorithm.HashName, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>The signature as files have it, or null where it is none of the key over these bytes. Modules often leave ECDSA's two numbers bare.</summary>
    public static byte[]? Canonical(X509Certificate2 certificate, ReadOnlySpan<byte> data, byte[] signature, ManifestAlgorithm algorithm)
    {
        if (Verify(certificate, data, signature, algorithm))
            return signature;
        using var curve = certificate.GetECDsaPublicKey();
        return curve is not null && curve.VerifyData(data, signature, algorithm.HashName, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
            ? EcdsaSignature.ToDer(signature)
            : null;
    }

    /// <summary>Whether the key made the signature, over whatever: RSA tells, since only its own key brings the padding back. Null where it cannot be told.</summary>
    public static bool? IsMadeBy(X509Certificate2 certificate, ReadOnlySpan<byte> signature)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is null)
            return null;
        var key = rsa.ExportParameters(includePrivateParameters: false);
        if (key.Modulus!.Length > MaxModulus || key.Exponent!.Length > MaxExponent || signature.Length != key.Modulus.Length)
            return signature.Length == key.Modulus.Length ? null : false;
        var modulus = new BigInteger(key.Modulus, isUnsigned: true, isBigEndian: true);
        var opened = BigInteger.ModPow(
            new BigInteger(signature, isUnsigned: true, isBigEndian: true), new BigInteger(key.Exponent, isUnsigned: true, isBigEndian: true), modulus);
        // 00 01 FF … FF 00, of which the first zero is no digit of the number.
        var padded = opened.ToByteArray(isUnsigned: true, isBigEndian: true);
        return padded.Length == signature.Length - 1 && padded[0] == 1 && padded.AsSpan(1, 8).IndexOfAnyExcept((byte)0xFF) < 0;
    }
}
