using System.Buffers;
using System.Security.Cryptography;
using OvfKit.IO;

namespace OvfKit.Encryption;

/// <summary>AES in CBC as XML Encryption has it (1.1 §5.2): the initialization vector, then blocks, of which the last says how much of it is padding.</summary>
internal static class CbcCipher
{
    private const int Block = 16;
    private const int Piece = 1 << 20;

    public static long LengthOf(long plain) => Block + ((plain / Block) + 1) * Block;

    /// <summary>Encrypts a source and answers the MAC over what was written.</summary>
    public static async Task<byte[]> EncryptAsync(ByteSource source, Stream target, ContentKey key, Action<long> progress, CancellationToken cancellationToken)
    {
        using var aes = Begin(key);
        aes.GenerateIV();
        using var mac = key.BeginMac();
        mac.AppendData(aes.IV);
        await target.WriteAsync(aes.IV, cancellationToken).ConfigureAwait(false);
        using var transform = aes.CreateEncryptor();
        await TransformAsync(source, 0, transform, target, null, mac, progress, cancellationToken).ConfigureAwait(false);
        return mac.GetHashAndReset();
    }

    /// <summary>Decrypts a source and answers the MAC over what was read. Whoever calls compares it before the target gets its name.</summary>
    /// <exception cref="CryptographicException">The padding is none: the key is wrong or the content was changed.</exception>
    public static async Task<byte[]> DecryptAsync(ByteSource source, Stream target, ContentKey key, Action<long> progress, CancellationToken cancellationToken)
    {
        if (source.Length < 2 * Block || source.Length % Block != 0)
            throw new CryptographicException($"{source.Length} bytes are no whole blocks of {Block} behind an initialization vector");
        using var aes = Begin(key);
        var vector = new byte[Block];
        source.ReadExactly(0, vector);
        using var mac = key.BeginMac();
        mac.AppendData(vector);
        using var transform = aes.CreateDecryptor(aes.Key, vector);
        await TransformAsync(source, Block, transform, target, mac, null, progress, cancellationToken).ConfigureAwait(false);
        return mac.GetHashAndReset();
    }

    private static async Task TransformAsync(
        ByteSource source, long offset, ICryptoTransform transform, Stream target, IncrementalHash? macOfInput, IncrementalHash? macOfOutput,
        Action<long> progress, CancellationToken cancellationToken)
    {
        var input = ArrayPool<byte>.Shared.Rent(Piece);
        var output = ArrayPool<byte>.Shared.Rent(Piece + Block);
        try
        {
            for (; source.Length - offset > Piece; offset += Piece)
            {
                source.ReadExactly(offset, input.AsSpan(0, Piece));
                macOfInput?.AppendData(input, 0, Piece);
                var made = transform.TransformBlock(input, 0, Piece, output, 0);
                macOfOutput?.AppendData(output, 0, made);
                await target.WriteAsync(output.AsMemory(0, made), cancellationToken).ConfigureAwait(false);
                progress(Piece);
            }

            var rest = (int)(source.Length - offset);
            source.ReadExactly(offset, input.AsSpan(0, rest));
            macOfInput?.AppendData(input, 0, rest);
            var last = transform.TransformFinalBlock(input, 0, rest);
            macOfOutput?.AppendData(last);
            await target.WriteAsync(last, cancellationToken).ConfigureAwait(false);
            progress(rest);
        }
        finally
        {
            // What was in there is nobody's business.
            ArrayPool<byte>.Shared.Return(input, clearArray: true);
            ArrayPool<byte>.Shared.Return(output, clearArray: true);
        }
    }

    private static Aes Begin(ContentKey key)
    {
        var aes = Aes.Create();
        aes.Mode = CipherMode.CBC;
        aes.Padding = PaddingMode.ISO10126;
        aes.Key = key.Bytes;
        return aes;
    }
}
