using System.Globalization;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>The settings of a new VMDK: entries of the disk database by name or by key, and the size of a split disk's pieces.</summary>
internal sealed class VmdkWriteSettings
{
    public const string AdapterType = "adapter-type";
    public const string HardwareVersion = "hardware-version";
    public const string ToolsVersion = "tools-version";
    public const string ExtentSize = "extent-size";

    // What VMware's own products wrote before version 14: a piece and its tables stay below 2 GiB.
    private const long DefaultExtentSize = 2047L << 20;
    private const long LargestExtentSize = 4064L << 20;
    private const int LongestValue = 255;

    private static readonly string[] AdapterTypes = ["ide", "buslogic", "lsilogic", "lsisas1068", "pvscsi", "nvme", "sata", "legacyESX"];

    private VmdkWriteSettings(long extentBytes, SortedDictionary<string, string> database)
    {
        ExtentBytes = extentBytes;
        Database = database;
    }

    /// <summary>The most guest bytes of one piece of a split disk, a multiple of a grain.</summary>
    public long ExtentBytes { get; }

    /// <summary>The entries the caller asked for, by full key.</summary>
    public IReadOnlyDictionary<string, string> Database { get; }

    /// <summary>Reads the settings of a variant.</summary>
    /// <exception cref="ArgumentException">A setting is unknown, or its value cannot be.</exception>
    public static VmdkWriteSettings Parse(VmdkFormat format, DiskWriteOptions options, bool split)
    {
        var database = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in options.Settings)
        {
            if (!key.StartsWith(VmdkDescriptorText.DatabasePrefix, StringComparison.OrdinalIgnoreCase))
                continue;
            if (!IsKey(key) || !IsValue(value))
                throw new ArgumentException($"{key}=\"{value}\" cannot be written: a key has letters, digits, dots and dashes, a value at most {LongestValue} characters without quotation marks and line ends");
            if (VmdkDescriptorText.FollowsFromDisk(key))
                throw new ArgumentException($"{key} follows from the disk and its id and cannot be set");
            database.Add(key, value);
        }

        var known = options with { Settings = options.Settings.RemoveRange(database.Keys) };
        WriteSettings.RefuseUnknown(format, known, split ? [AdapterType, HardwareVersion, ToolsVersion, ExtentSize] : [AdapterType, HardwareVersion, ToolsVersion]);
        if (options.Settings.TryGetValue(AdapterType, out var adapter))
            database["ddb.adapterType"] = AdapterTypes.FirstOrDefault(type => type.Equals(adapter, StringComparison.OrdinalIgnoreCase)) ?? throw new ArgumentException($"\"{adapter}\" is no {AdapterType}; known: {string.Join(", ", AdapterTypes)}");
        SetNumber(HardwareVersion, "ddb.virtualHWVersion");
        SetNumber(ToolsVersion, "ddb.toolsVersion");
        var extentBytes = WriteSettings.Size(options, ExtentSize, DefaultExtentSize);
        if (extentBytes is < VmdkSparseExtent.GrainBytes or > LargestExtentSize || extentBytes % VmdkSparseExtent.GrainBytes != 0)
            throw new ArgumentException($"{ExtentSize} must be a multiple of 64K, at most {LargestExtentSize >> 20}M");
        return new VmdkWriteSettings(extentBytes, database);

        void SetNumber(string name, string key)
        {
            if (!options.Settings.TryGetValue(name, out var text))
                return;
            if (!uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                throw new ArgumentException($"\"{text}\" is no number for {name}");
            database[key] = text;
        }
    }

    /// <summary>Whether a key can stand in a descriptor.</summary>
    public static bool IsKey(string key) => key.Length is > 4 and <= 64 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>Whether a value can stand between quotation marks.</summary>
    public static bool IsValue(string value) => value.Length <= LongestValue && !value.Any(c => c == '"' || char.IsControl(c) || char.IsSurrogate(c));
}
