using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>The characters of descriptor bytes.</summary>
internal static class VmdkText
{
    private const int ProbedLength = 4096;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Whether a file's beginning is that of a descriptor: text with its heading comment or a createType.</summary>
    public static bool IsDescriptor(ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, ProbedLength)];
        var bytes = FromUtf16(head) is { } unicode ? Encoding.UTF8.GetBytes(unicode) : Content(head);
        foreach (var value in bytes)
        {
            // A disk whose content quotes a descriptor has other bytes near.
            if (value < ' ' && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f'))
                return false;
        }

        foreach (var line in Encoding.Latin1.GetString(bytes).AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            if (text.StartsWith("# Disk DescriptorFile", StringComparison.OrdinalIgnoreCase))
                return true;
            if (text.StartsWith("createType", StringComparison.OrdinalIgnoreCase) && text["createType".Length..].TrimStart().StartsWith('='))
                return true;
        }

        return false;
    }

    /// <summary>What is text: without a byte order mark, and up to the first NUL, because writers leave old bytes behind it when the text gets shorter.</summary>
    public static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(ByteOrderMark))
            bytes = bytes[ByteOrderMark.Length..];
        var end = bytes.IndexOf((byte)0);
        return end < 0 ? bytes : bytes[..end];
    }

    /// <summary>The text of a file that an editor of Windows saved as what it calls Unicode; null for any other.</summary>
    public static string? FromUtf16(ReadOnlySpan<byte> bytes) =>
        !bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? null : Encoding.Unicode.GetString(bytes[2..]) is var text && text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var end ? text[..end] : text;

    /// <summary>Decodes text in the encoding it declares, else as UTF-8, and as windows-1252 where it is neither.</summary>
    public static string Decode(ReadOnlySpan<byte> content, string? declared)
    {
        var encoding = Find(declared);
        if (encoding is not null && encoding.CodePage != Encoding.UTF8.CodePage)
            return encoding.GetString(content);
        return Utf8.IsValid(content) ? Encoding.UTF8.GetString(content) : CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(content);
    }

    private static Encoding? Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return null;
        try
        {
            var encoding = CodePage(name) is { } page ? CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page) : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            // The keys themselves are ASCII, so an encoding in which they would not be is not the one.
            return encoding.GetBytes("encoding").AsSpan().SequenceEqual("encoding"u8) ? encoding : null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    // "windows-949", "cp932" and "MS936" are names of code pages that .NET knows by number alone.
    private static int? CodePage(string name)
    {
        foreach (var prefix in (string[])["windows-", "cp", "ms"])
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page <= ushort.MaxValue)
                return page;
        }

        return null;
    }
}
