using System.Buffers.Binary;
using System.Text;
using OvfKit.Diagnostics;

namespace OvfKit.IO;

/// <summary>Reads the directory at the end of zip archives (PKWARE APPNOTE 6.3.10, 4.3.12 to 4.3.16, 4.5.3), also with lengths of 64 bits.</summary>
public static class ZipDirectory
{
    /// <summary>The most members an archive may have.</summary>
    public const int MaxMembers = 100_000;

    private const int EndSize = 22;
    private const int LocatorSize = 20;
    private const int LongEndSize = 56;
    private const int EntrySize = 46;
    private const uint EndMark = 0x06054B50;
    private const uint LocatorMark = 0x07064B50;
    private const uint LongEndMark = 0x06064B50;
    private const uint EntryMark = 0x02014B50;
    private const int LongField = 1;

    private static readonly UTF8Encoding _strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The members that are files, in the directory's order: without folders, and without what macOS puts into <c>__MACOSX</c>.</summary>
    /// <param name="archive">The archive; not owned, must outlive the members.</param>
    /// <exception cref="InvalidContentException">The directory is missing or damaged, or members share bytes (<c>OVF6020</c>).</exception>
    /// <exception cref="UnsupportedContentException">The archive has too many members, or is one part of several (<c>OVF6023</c>).</exception>
    /// <exception cref="IOException">The archive cannot be read.</exception>
    public static IReadOnlyList<ZipMember> Read(ByteSource archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        var (offset, end, count) = FindEntries(archive);
        if (count > MaxMembers)
            throw WrapDiagnostics.UnknownMethod.Unsupported(new Location(archive.Name), $"the archive has {count} members, more than the {MaxMembers} that are read");
        var members = new List<ZipMember>();
        for (; count > 0; count--)
        {
            var member = ReadEntry(archive, ref offset, end);
            if (!member.Name.EndsWith('/') && !member.Name.StartsWith("__MACOSX/", StringComparison.Ordinal))
                members.Add(member);
        }

        RequireApart(archive, members);
        return members;
    }

    private static (long Offset, long End, long Count) FindEntries(ByteSource archive)
    {
        var tail = new byte[(int)Math.Min(archive.Length, EndSize + ushort.MaxValue + LocatorSize)];
        var start = archive.Length - tail.Length;
        archive.ReadExactly(start, tail);
        for (var i = tail.Length - EndSize; i >= 0; i--)
        {
            var record = tail.AsSpan(i);
            if (BinaryPrimitives.ReadUInt32LittleEndian(record) != EndMark || BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) != record.Length - EndSize)
                continue;
            if (i >= LocatorSize && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(i - LocatorSize)) == LocatorMark)
                return FindLongEntries(archive, tail.AsSpan(i - LocatorSize, LocatorSize), start + i - LocatorSize);
            RequireOnePart(archive, (uint)(BinaryPrimitives.ReadUInt16LittleEndian(record[4..]) | BinaryPrimitives.ReadUInt16LittleEndian(record[6..])));
            return Checked(
                archive, BinaryPrimitives.ReadUInt32LittleEndian(record[16..]), BinaryPrimitives.ReadUInt32LittleEndian(record[12..]),
                BinaryPrimitives.ReadUInt16LittleEndian(record[10..]), start + i);
        }

        throw Damaged(archive, archive.Length, "the archive ends without its directory, so it is cut off");
    }

    private static (long Offset, long End, long Count) FindLongEntries(ByteSource archive, ReadOnlySpan<byte> locator, long limit)
    {
        var at = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        var record = new byte[LongEndSize];
        if (at < 0 || at > limit - LongEndSize || archive.Read(at, record) < LongEndSize || BinaryPrimitives.ReadUInt32LittleEndian(record) != LongEndMark)
            throw Damaged(archive, limit, "the record that should say where the directory is stands nowhere");
        RequireOnePart(archive, BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(16)) | BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(20)));
        return Checked(
            archive, BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48)), BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(40)),
            BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(32)), at);
    }

    private static (long Offset, long End, long Count) Checked(ByteSource archive, long offset, long length, long count, long limit) =>
        offset >= 0 && length >= 0 && length <= limit - offset && count >= 0 && (Int128)count * EntrySize <= length
            ? (offset, offset + length, count)
            : throw Damaged(archive, limit, "the directory cannot be where the end of the archive says");

    private static void RequireOnePart(ByteSource archive, uint part)
    {
        if (part != 0)
            throw WrapDiagnostics.UnknownMethod.Unsupported(new Location(archive.Name), "the archive is one part of several; join or unpack them and try again");
    }

    private static ZipMember ReadEntry(ByteSource archive, ref long offset, long end)
    {
        Span<byte> entry = stackalloc byte[EntrySize];
        if (EntrySize > end - offset)
            throw Damaged(archive, offset, "the directory ends inside an entry");
        archive.ReadExactly(offset, entry);
        var (nameLength, extraLength, commentLength) = (
            BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]), BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]), BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]));
        if (BinaryPrimitives.ReadUInt32LittleEndian(entry) != EntryMark || nameLength + extraLength + commentLength > end - offset - EntrySize)
            throw Damaged(archive, offset, "an entry of the directory is none");
        var text = new byte[nameLength + extraLength];
        archive.ReadExactly(offset + EntrySize, text);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]);
        long packed = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]);
        long header = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
        ReadLong(text.AsSpan(nameLength), ref length, ref packed, ref header);
        if (length < 0 || packed < 0 || header < 0 || header > archive.Length)
            throw Damaged(archive, offset, "an entry of the directory has an impossible length or place");
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]);
        var attributes = BinaryPrimitives.ReadUInt32LittleEndian(entry[38..]);
        offset += EntrySize + nameLength + extraLength + commentLength;
        return new ZipMember(archive, NameOf(text.AsSpan(0, nameLength), host: entry[5]))
        {
            Length = length,
            PackedLength = packed,
            Offset = header,
            Method = BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]),
            Checksum = BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]),
            IsEncrypted = (flags & 1) != 0,
            // The upper half is what Unix calls the mode.
            IsLink = entry[5] == 3 && attributes >> 28 == 0xA,
        };
    }

    private static void ReadLong(ReadOnlySpan<byte> extra, ref long length, ref long packed, ref long header)
    {
        while (extra.Length >= 4)
        {
            var size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            var field = extra[4..Math.Min(extra.Length, 4 + size)];
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == LongField)
            {
                // Only what did not fit is here, in this order.
                Take(ref field, ref length);
                Take(ref field, ref packed);
                Take(ref field, ref header);
                return;
            }

            extra = extra[(4 + field.Length)..];
        }

        static void Take(ref ReadOnlySpan<byte> field, ref long value)
        {
            if (value != uint.MaxValue || field.Length < 8)
                return;
            value = BinaryPrimitives.ReadInt64LittleEndian(field);
            field = field[8..];
        }
    }

    // Names are UTF-8 where a flag says so, and mostly where not; old packers for Windows wrote backslashes.
    private static string NameOf(ReadOnlySpan<byte> bytes, byte host)
    {
        string name;
        try
        {
            name = _strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            name = Encoding.Latin1.GetString(bytes);
        }

        return host is 0 or 10 or 11 ? name.Replace('\\', '/') : name;
    }

    // Archives in which one stretch of bytes is the content of many members unpack to any amount.
    private static void RequireApart(ByteSource archive, List<ZipMember> members)
    {
        var end = 0L;
        foreach (var member in members.OrderBy(static member => member.Offset))
        {
            if (member.Offset < end || member.PackedLength > archive.Length - member.Offset)
                throw Damaged(archive, member.Offset, $"\"{member.Name}\" shares its bytes with another member or reaches past the end");
            end = member.Offset + member.PackedLength;
        }
    }

    private static InvalidContentException Damaged(ByteSource archive, long offset, string what) =>
        WrapDiagnostics.Damaged.Invalid(Location.AtOffset(archive.Name, offset), $"{what}; copy or download the archive again");
}
