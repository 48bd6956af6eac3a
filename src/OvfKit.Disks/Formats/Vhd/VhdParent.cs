using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Raw;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhd;

/// <summary>The parent of a differencing VHD: finds it by what the child says, and says it for a new child.</summary>
internal static class VhdParent
{
    // A Windows path has at most 32,767 UTF-16 units.
    private const int LongestName = 64 << 10;

    // Where the parent moved along with the child the relative name holds, so it is tried first.
    private static readonly string[] Order = [VhdLocator.RelativeUnicode, "Wi2r", VhdLocator.AbsoluteUnicode, "Wi2k", VhdLocator.FileUrl];

    public static DiskImage Open(ByteSource child, long headerOffset, VhdDynamicHeader header, ReadOnlySpan<byte> headerBytes, DiskOpenOptions options)
    {
        // XenServer puts children on raw volumes, which have no id; it writes none then.
        var format = header.ParentId == Guid.Empty ? RawFormat.Instance.Name : null;
        var references = Names(child, headerOffset, headerBytes, options.Diagnostics).Append(header.ParentName)
            .Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)
            .Select(name => new DiskReference(ReferenceKind.Parent, name, header.ParentId, format, child))
            .Append(new DiskReference(ReferenceKind.Parent, null, header.ParentId, null, child));
        return DiskReferences.OpenParent([.. references], options, parent => Check(child, headerOffset, header, parent, options));
    }

    /// <summary>The locators of a new child and the bytes of their names, which begin at an offset.</summary>
    public static (VhdLocator[] Locators, byte[] Names) Locate(string name, long offset)
    {
        var windows = name.Length > 1 && (name[1] == ':' || name.StartsWith(@"\\", StringComparison.Ordinal));
        var (code, bytes) = windows ? (VhdLocator.AbsoluteUnicode, Encoding.Unicode.GetBytes(name))
            : name.StartsWith('/') ? (VhdLocator.FileUrl, Encoding.UTF8.GetBytes("file://" + Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal)))
            : (VhdLocator.RelativeUnicode, Encoding.Unicode.GetBytes((name.StartsWith('.') ? "" : @".\") + name.Replace('/', '\\')));
        var locator = new VhdLocator(code, offset, (uint)bytes.Length);
        Array.Resize(ref bytes, (int)locator.Space);
        return ([locator], bytes);
    }

    /// <summary>The last part of a name in the way of any system.</summary>
    public static string FileName(string name) => name[(name.AsSpan().LastIndexOfAny('/', '\\') + 1)..];

    private static List<string> Names(ByteSource child, long headerOffset, ReadOnlySpan<byte> headerBytes, DiagnosticBag? diagnostics)
    {
        var found = new List<(int Rank, string Name)>();
        for (var i = 0; i < VhdLocator.Count; i++)
        {
            var offset = VhdLocator.FirstOffset + (i * VhdLocator.EntrySize);
            var locator = VhdLocator.Parse(headerBytes[offset..]);
            var rank = Array.IndexOf(Order, locator.Code);
            if (rank < 0)
                continue;
            if (locator.Length is 0 or > LongestName || locator.Offset < 0 || locator.Offset > child.Length - locator.Length)
            {
                diagnostics?.Add(VhdDiagnostics.BadLocator.At(
                    Location.AtOffset(child.Name, headerOffset + offset), $"the name of the parent would have {locator.Length} bytes at byte {(ulong)locator.Offset} of {child.Length}; other names are tried"));
                continue;
            }

            var bytes = new byte[locator.Length];
            child.ReadExactly(locator.Offset, bytes);
            if (locator.Decode(bytes) is { } name)
                found.Add((rank, name));
        }

        return [.. found.OrderBy(place => place.Rank).Select(place => place.Name)];
    }

    private static void Check(ByteSource child, long headerOffset, VhdDynamicHeader header, DiskImage parent, DiskOpenOptions options)
    {
        if (parent.Id == header.ParentId || (header.ParentId == Guid.Empty && IsRaw(parent)))
            return;
        var at = Location.AtOffset(child.Name, headerOffset);
        var message = $"the disk was made on the parent with id {header.ParentId}, but {parent.Name} has {(parent.Id is { } id ? $"id {id}" : "none")}: it is another disk, and the result would be damaged; find the right one, or accept this one to save what can be saved";
        if (!options.AcceptChangedParent)
            throw VhdDiagnostics.ParentMismatch.Invalid(at, message);
        options.Diagnostics?.Add(DiskDiagnostics.ChangedParentAccepted.At(at, message));
    }

    private static bool IsRaw(DiskImage parent)
    {
        if (parent.Format is not RawFormat)
            return false;
        // A VHD read as raw would be other bytes than its guest's.
        Span<byte> part = stackalloc byte[(int)Math.Min(VhdFooter.Size, parent.Length)];
        parent.Read(0, part);
        if (VhdFooter.HasCookie(part))
            return false;
        parent.Read(parent.Length - part.Length, part);
        return !VhdFooterSearch.EndsWithFooter(part);
    }
}
