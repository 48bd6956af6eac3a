using System.Buffers.Binary;
using System.Text;
using OvfKit.Diagnostics;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>What a child says of its parent ([MS-VHDX] §2.6.2.6): pairs of keys and values.</summary>
internal sealed record VhdxParentLocator(IReadOnlyDictionary<string, string> Values)
{
    public const string LinkageKey = "parent_linkage";
    public const string Linkage2Key = "parent_linkage2";
    public const string RelativePathKey = "relative_path";
    public const string VolumePathKey = "volume_path";
    public const string AbsolutePathKey = "absolute_win32_path";

    private const int HeaderSize = 20;
    private const int EntrySize = 12;

    /// <summary>The data write id of the parent on which the child was made.</summary>
    public Guid Linkage => Guid.Parse(Values[LinkageKey]);

    /// <summary>Another id the parent may have, or null.</summary>
    public Guid? Linkage2 => Values.TryGetValue(Linkage2Key, out var text) && Guid.TryParse(text, out var id) ? id : null;

    /// <summary>The names of the parent, in the order in which they are to be tried.</summary>
    public IEnumerable<string> Paths =>
        ((string[])[RelativePathKey, VolumePathKey, AbsolutePathKey]).Select(key => Values.GetValueOrDefault(key)).OfType<string>().Where(path => path.Length > 0);

    /// <summary>The values whose keys have a meaning, for people.</summary>
    public IEnumerable<KeyValuePair<string, string>> Known =>
        ((string[])[LinkageKey, Linkage2Key, RelativePathKey, VolumePathKey, AbsolutePathKey]).Where(Values.ContainsKey).Select(key => KeyValuePair.Create(key.Replace('_', ' '), Values[key]));

    public static VhdxParentLocator Parse(ReadOnlySpan<byte> item, Location at)
    {
        if (item.Length < HeaderSize)
            throw Bad(at, $"the parent locator has {item.Length} bytes, too few for its head");
        var type = new Guid(item[..16]);
        if (type != ParentLocatorType)
            throw VhdxDiagnostics.UnknownFeature.Unsupported(at, $"the parent locator is of type {type:B}, which is not known; merge the disk into its parent with the software that wrote it");

        var count = BinaryPrimitives.ReadUInt16LittleEndian(item[18..]);
        if (count > (item.Length - HeaderSize) / EntrySize)
            throw Bad(at, $"the parent locator lists {count} entries, but has only {item.Length} bytes");
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var entry = item.Slice(HeaderSize + (i * EntrySize), EntrySize);
            var key = Text(item, BinaryPrimitives.ReadUInt32LittleEndian(entry), BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]), at);
            var value = Text(item, BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]), BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]), at);
            if (!values.TryAdd(key, value))
                throw Bad(at, $"the parent locator holds \"{key}\" twice");
        }

        if (!Guid.TryParse(values.GetValueOrDefault(LinkageKey), out _))
            throw Bad(at, $"the parent locator holds no id of the parent ({LinkageKey}), so no parent can be proven to be the right one; restore the file from a copy");
        return new VhdxParentLocator(values);
    }

    /// <summary>What a new child says of its parent.</summary>
    /// <exception cref="ArgumentException">The parent's name is too long to be recorded.</exception>
    public static VhdxParentLocator Of(VhdxImage parent, DiskWriteOptions options)
    {
        var name = options.ParentName ?? Path.GetFileName(parent.Name);
        if (name.Length > ushort.MaxValue / 4)
            throw new ArgumentException($"the parent's name has {name.Length} characters, more than a VHDX can record");
        var values = new Dictionary<string, string> { [LinkageKey] = parent.DataWriteId.ToString("B") };
        if (name is ['/' or '\\', ..] or [_, ':', ..])
            values.Add(AbsolutePathKey, name);
        else
            values.Add(RelativePathKey, (name.StartsWith('.') ? "" : @".\") + name.Replace('/', '\\'));
        return new VhdxParentLocator(values);
    }

    /// <summary>The item's bytes.</summary>
    public byte[] ToBytes()
    {
        var texts = Values.Select(pair => (Key: Encoding.Unicode.GetBytes(pair.Key), Value: Encoding.Unicode.GetBytes(pair.Value))).ToList();
        var next = HeaderSize + (texts.Count * EntrySize);
        var item = new byte[next + texts.Sum(text => text.Key.Length + text.Value.Length)];
        ParentLocatorType.TryWriteBytes(item);
        BinaryPrimitives.WriteUInt16LittleEndian(item.AsSpan(18), (ushort)texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            var (key, value) = texts[i];
            var entry = item.AsSpan(HeaderSize + (i * EntrySize));
            BinaryPrimitives.WriteInt32LittleEndian(entry, next);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], next + key.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[8..], (ushort)key.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[10..], (ushort)value.Length);
            key.CopyTo(item, next);
            value.CopyTo(item, next + key.Length);
            next += key.Length + value.Length;
        }

        return item;
    }

    private static string Text(ReadOnlySpan<byte> item, uint offset, ushort length, Location at)
    {
        if (length == 0)
            return "";
        if (offset < HeaderSize || offset > item.Length - length || length % 2 != 0)
            throw Bad(at, $"an entry of the parent locator points to {length} bytes at byte {offset} of {item.Length}");
        // Some writers count a NUL in.
        return Encoding.Unicode.GetString(item.Slice((int)offset, length)).TrimEnd('\0');
    }

    private static InvalidContentException Bad(Location at, string message) => VhdxDiagnostics.BadParentLocator.Invalid(at, message);
}
