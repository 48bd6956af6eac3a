using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhd;

/// <summary>Finds the footer that counts: the one at the end, else its copy at the beginning.</summary>
/// <param name="Footer">The footer.</param>
/// <param name="DataEnd">Where the footer at the end begins, or the end of the file where there is none: nothing of the disk lies behind it.</param>
internal readonly record struct VhdFooterSearch(VhdFooter Footer, long DataEnd)
{
    // Virtual PC before 2004 wrote one byte less.
    private const int ShortSize = VhdFooter.Size - 1;

    /// <summary>Whether a file's last 512 bytes hold a footer, long or short.</summary>
    public static bool EndsWithFooter(ReadOnlySpan<byte> tail) =>
        VhdFooter.HasCookie(tail) || (tail.Length > ShortSize && VhdFooter.HasCookie(tail[^ShortSize..])) || (tail.Length == ShortSize && VhdFooter.HasCookie(tail));

    public static VhdFooterSearch Find(ByteSource source, DiagnosticBag? diagnostics)
    {
        Span<byte> head = stackalloc byte[VhdFooter.Size];
        Span<byte> tail = stackalloc byte[VhdFooter.Size];
        source.ReadExactly(0, head);
        var tailAt = ReadTail(source, tail);
        var at = Location.AtOffset(source.Name, tailAt);

        if (VhdFooter.IsSound(tail))
        {
            var footer = VhdFooter.Parse(tail, at);
            // What a fixed disk begins with belongs to the guest.
            if (footer.Type != VhdType.Fixed && !head[..ShortSize].SequenceEqual(tail[..ShortSize]))
            {
                diagnostics?.Add(VhdDiagnostics.DamagedFooter.At(
                    Location.AtOffset(source.Name, 0),
                    $"the copy of the footer at the beginning is {(VhdFooter.IsSound(head) ? "another one" : "damaged")}; the footer at the end is used, but XenServer and qemu go by the copy"));
            }

            return new(footer, tailAt);
        }

        if (VhdFooter.IsSound(head) && VhdFooter.Parse(head, Location.AtOffset(source.Name, 0)) is { Type: not VhdType.Fixed } copy)
        {
            diagnostics?.Add(VhdDiagnostics.DamagedFooter.At(at, "there is no sound footer at the end; its copy at the beginning is used, but Hyper-V will not open the file as it is"));
            return new(copy, VhdFooter.HasCookie(tail) ? tailAt : source.Length);
        }

        if (!VhdFooter.HasCookie(tail))
            throw VhdDiagnostics.BadFooter.Invalid(at, "there is no footer at the end and no copy of it at the beginning: the file is cut off or no VHD; copy or download it again");

        // A fixed disk has no copy, but the file's length proves what matters.
        if (VhdFooter.Parse(tail, at) is { Type: VhdType.Fixed } only && only.CurrentSize == tailAt)
        {
            diagnostics?.Add(VhdDiagnostics.DamagedFooter.At(at, "the footer's checksum is wrong; size and type fit the file, so the disk is read, but Hyper-V will not open the file as it is"));
            return new(only, tailAt);
        }

        throw VhdDiagnostics.BadFooter.Invalid(at, "the footer's checksum is wrong and there is no sound copy; the file is damaged, restore it from a copy");
    }

    private static long ReadTail(ByteSource source, Span<byte> tail)
    {
        var at = source.Length - VhdFooter.Size;
        source.ReadExactly(at, tail);
        if (VhdFooter.HasCookie(tail) || !VhdFooter.HasCookie(tail[1..]))
            return at;
        tail[1..].CopyTo(tail);
        tail[^1] = 0;
        return at + 1;
    }
}
