using System.Security.Cryptography;

namespace OvfKit.Encryption;

/// <summary>A key that encrypts files, and what is made of it: a check value, which tells a wrong key at once, and the key of the MAC.</summary>
internal sealed class ContentKey(byte[] bytes)
{
    public const int CheckLength = 16;

    public byte[] Bytes => bytes;

    /// <summary>Says whether a key is the same without saying which it is.</summary>
    public byte[] Check() => Derive("OvfKit key check"u8, CheckLength);

    /// <summary>Begins the HMAC-SHA256 over an encrypted file, its initialization vector included.</summary>
    public IncrementalHash BeginMac() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Derive("OvfKit ciphertext authentication"u8, 32));

    private byte[] Derive(ReadOnlySpan<byte> purpose, int length)
    {
        var derived = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, derived, salt: default, purpose);
        return derived;
    }
}
