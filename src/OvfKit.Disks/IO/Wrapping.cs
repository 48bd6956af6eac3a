using System.Buffers;
using OvfKit.Diagnostics;
using OvfKit.Disks;

namespace OvfKit.IO;

/// <summary>Looks into files that were compressed as a whole: disks and archives in gzip, bzip2, xz, Zstandard, or a zip archive with one member.</summary>
public static class Wrapping
{
    private const int BufferSize = 1 << 20;
    private const int HoleSize = 4096;

    private static readonly (WrapKind Kind, string[] Extensions)[] Extensions =
        [(WrapKind.Gzip, [".gz", ".gzip"]), (WrapKind.Bzip2, [".bz2"]), (WrapKind.Xz, [".xz"]), (WrapKind.Zstd, [".zst", ".zstd"]), (WrapKind.Zip, [".zip"])];

    /// <summary>How a file is compressed, by its first bytes, or null.</summary>
    /// <param name="source">The file.</param>
    /// <exception cref="InvalidContentException">The file has become shorter since it was opened (<c>OVF6001</c>).</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public static WrapKind? Detect(ByteSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Span<byte> head = stackalloc byte[10];
        head = head[..(int)Math.Min(head.Length, source.Length)];
        source.ReadExactly(0, head);
        return head switch
        {
            [0x1F, 0x8B, 8, ..] => WrapKind.Gzip,
            [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59] => WrapKind.Bzip2,
            [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x17, 0x72, 0x45, 0x38, 0x50, 0x90] => WrapKind.Bzip2,
            [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => WrapKind.Xz,
            [0x28, 0xB5, 0x2F, 0xFD, ..] => WrapKind.Zstd,
            [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18, ..] => WrapKind.Zstd,
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => WrapKind.Zip,
            _ => null,
        };
    }

    /// <summary>How a file is compressed, as its name says, or null.</summary>
    /// <param name="name">A path or name; only its extension counts.</param>
    public static WrapKind? FindByExtension(string name)
    {
        var extension = Path.GetExtension(name);
        foreach (var (kind, extensions) in Extensions)
        {
            if (extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
                return kind;
        }

        return null;
    }

    /// <summary>Unpacks no more than the beginning of a file.</summary>
    /// <param name="source">The compressed file; not owned.</param>
    /// <param name="destination">Where to put the first bytes of the content.</param>
    /// <returns>The number of bytes; fewer than the destination has only where the content ends. 0 for a file that is not compressed, and for a zip archive that does not hold one file.</returns>
    /// <exception cref="InvalidContentException">The beginning is damaged (<c>OVF6020</c>).</exception>
    /// <exception cref="UnsupportedContentException">The file is packed in an unknown way (<c>OVF6023</c>).</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public static int ReadHead(ByteSource source, Span<byte> destination)
    {
        if (Detect(source) is not { } kind)
            return 0;
        try
        {
            using var content = WrappedContent.Open(source, kind);
            return content.Read(destination);
        }
        catch (UnsupportedContentException exception) when (exception.Diagnostic.Descriptor == WrapDiagnostics.NotOneFile)
        {
            return 0;
        }
    }

    /// <summary>Unpacks a file into a temporary one, which is gone when the answer is disposed. Zeros are left out of it.</summary>
    /// <param name="source">The compressed file; not owned, and needed no more afterwards.</param>
    /// <param name="options">Where to, and the limits; null for the defaults.</param>
    /// <returns>The content, named <c>file!content</c>; owned by the caller.</returns>
    /// <exception cref="ArgumentException">The file is not compressed in a known way.</exception>
    /// <exception cref="InvalidContentException">The file is damaged (<c>OVF6020</c>) or unpacks to too much (<c>OVF6021</c>).</exception>
    /// <exception cref="UnsupportedContentException">The archive holds not exactly one file (<c>OVF6022</c>), or is packed in an unknown way (<c>OVF6023</c>).</exception>
    /// <exception cref="IOException">The source cannot be read or the temporary file not be written.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ByteSource Unwrap(ByteSource source, UnwrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var kind = Detect(source) ?? throw new ArgumentException($"{source.Name} is not compressed in a known way", nameof(source));
        options ??= UnwrapOptions.Default;
        using var content = WrappedContent.Open(source, kind);
        return Unpack(source, source.Length, content, content.Name ?? InnerName(source.Name, kind), options);
    }

    /// <summary>Unpacks one member of a zip archive into a temporary file.</summary>
    internal static ByteSource Unpack(ZipMember member, UnwrapOptions options)
    {
        using var content = WrappedContent.Open(member);
        return Unpack(member.Archive, member.PackedLength, content, member.Name, options);
    }

    private static FileByteSource Unpack(ByteSource source, long packedLength, WrappedContent content, string name, UnwrapOptions options)
    {
        var file = TempFile.Create(options.TempDirectory);
        try
        {
            var length = Copy(source, packedLength, content, file, options);
            return new FileByteSource(file, $"{source.Name}!{name}", length, source.Stamp);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static long Copy(ByteSource source, long packedLength, WrappedContent content, FileStream file, UnwrapOptions options)
    {
        var mostStored = Math.Max(options.AlwaysAllowed, (long)Int128.Min(long.MaxValue, (Int128)packedLength * Math.Max(1, options.MaxRatio)));
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var ranges = new ByteRange[(BufferSize / HoleSize / 2) + 1];
        try
        {
            var (length, stored) = (0L, 0L);
            while (content.Read(buffer.AsSpan(0, BufferSize)) is var read && read > 0)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                if (read > options.MaxLength - length)
                    throw TooLarge(source, $"more than the {options.MaxLength} bytes that are allowed");
                foreach (var range in ranges.AsSpan(0, ZeroScan.FindData(buffer.AsSpan(0, read), HoleSize, ranges)))
                {
                    RandomAccess.Write(file.SafeFileHandle, buffer.AsSpan((int)range.Offset, (int)range.Length), length + range.Offset);
                    stored += range.Length;
                }

                length += read;
                if (stored > mostStored)
                    throw TooLarge(source, $"more than {options.MaxRatio} times its own size");
            }

            RandomAccess.SetLength(file.SafeFileHandle, length);
            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string InnerName(string name, WrapKind kind)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\', '!']) + 1)..];
        if (Path.GetExtension(last).ToUpperInvariant() is ".TGZ" or ".TBZ" or ".TBZ2" or ".TXZ" or ".TZST")
            return Path.ChangeExtension(last, ".tar");
        return FindByExtension(last) == kind ? Path.GetFileNameWithoutExtension(last) : last;
    }

    private static InvalidContentException TooLarge(ByteSource source, string what) => WrapDiagnostics.TooLarge.Invalid(
        new Location(source.Name), $"the file unpacks to {what}; if it is no attack, unpack it yourself");
}
