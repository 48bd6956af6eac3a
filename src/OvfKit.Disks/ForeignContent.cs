using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>Knows the marks of files that people take for disks, so that nobody is told to read an archive as a raw one.</summary>
internal static class ForeignContent
{
    private const int TarMark = 257;
    private const int TailLength = 512;
    private const string Archive = "; unpack it and open the disk inside";
    private const string Image = "; convert it with a program that knows it, to a raw disk for instance";

    /// <summary>What a file of no known disk format is, and what to do with it; null when that is not known either.</summary>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public static string? Describe(ByteSource source)
    {
        Span<byte> head = stackalloc byte[TarMark + 5];
        head = head[..source.Read(0, head)];
        Span<byte> tail = stackalloc byte[TailLength];
        tail = tail[..source.Read(Math.Max(0, source.Length - TailLength), tail)];
        return head switch
        {
            _ when head.EndsWith("ustar"u8) && head.Length == TarMark + 5 => "a tar archive" + Archive,
            _ when head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C]) => "a 7z archive" + Archive,
            _ when head.StartsWith("Rar!\x1A\x07"u8) => "a RAR archive" + Archive,
            _ when head.StartsWith("MSCF\0\0\0\0"u8) => "a cabinet archive" + Archive,
            _ when head.StartsWith("MSWIM\0\0\0"u8) => "a Windows image of files (WIM), which is no disk; apply it to one",
            _ when head.StartsWith("EVF\x09\x0D\x0A"u8) => "an EnCase image (EWF)" + Image,
            _ when head.StartsWith("Bochs Virtual HD Image"u8) => "a disk of Bochs" + Image,
            _ when head.StartsWith("sprs"u8) => "a sparse image of macOS" + Image,
            _ when tail.StartsWith("koly"u8) => "a disk image of macOS (UDIF)" + Image,
            _ => null,
        };
    }
}
