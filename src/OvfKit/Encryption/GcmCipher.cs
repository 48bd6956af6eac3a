using System.Security.Cryptography;
using OvfKit.IO;

namespace OvfKit.Encryption;

/// <summary>AES in GCM as XML Encryption has it (1.1 §5.2.4): a nonce of 96 bits, the content, a tag of 128 bits. In one piece, since the tag comes last.</summary>
internal static class GcmCipher
{
    /// <summary>The largest file, in bytes: 512 MiB.</summary>
    public const long MaxLength = 512L << 20;

    private const int Nonce = 12;
    private const int Tag = 16;

    public static long LengthOf(long plain) => Nonce + plain + Tag;

    public static async Task EncryptAsync(ByteSource source, Stream target, ContentKey key, Action<long> progress, CancellationToken cancellationToken)
    {
        var whole = new byte[LengthOf(source.Length)];
        RandomNumberGenerator.Fill(whole.AsSpan(0, Nonce));
        source.ReadExactly(0, whole.AsSpan(Nonce, (int)source.Length));
        using (var aes = new AesGcm(key.Bytes, Tag))
        {
            var content = whole.AsSpan(Nonce, (int)source.Length);
            aes.Encrypt(whole.AsSpan(0, Nonce), content, content, whole.AsSpan(whole.Length - Tag));
        }

        await target.WriteAsync(whole, cancellationToken).ConfigureAwait(false);
        progress(source.Length);
    }

    /// <exception cref="CryptographicException">The tag is not that of the content: the key is wrong or the content was changed.</exception>
    public static async Task DecryptAsync(ByteSource source, Stream target, ContentKey key, Action<long> progress, CancellationToken cancellationToken)
    {
        if (source.Length < LengthOf(0))
            throw new CryptographicException($"{source.Length} bytes are less than a nonce and a tag");
        var whole = new byte[source.Length];
        source.ReadExactly(0, whole);
        var content = whole.AsMemory(Nonce, whole.Length - Nonce - Tag);
        try
        {
            using (var aes = new AesGcm(key.Bytes, Tag))
                aes.Decrypt(whole.AsSpan(0, Nonce), content.Span, whole.AsSpan(whole.Length - Tag), content.Span);
            await target.WriteAsync(content, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(whole);
        }

        progress(source.Length);
    }
}
