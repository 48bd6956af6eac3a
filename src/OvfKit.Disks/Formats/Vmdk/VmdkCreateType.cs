namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>The values of createType. They name the variant to people; what is read is decided by the extents.</summary>
internal static class VmdkCreateType
{
    public const string Custom = "custom";
    public const string VmfsSparse = "vmfsSparse";
    public const string SeSparse = "seSparse";

    private static readonly string[] Known =
    [
        "streamOptimized", "monolithicSparse", "monolithicFlat", "twoGbMaxExtentSparse", "twoGbMaxExtentFlat", Custom, "fullDevice", "partitionedDevice", "vmfs",
        "vmfsPreallocated", "vmfsEagerZeroedThick", "vmfsThin", VmfsSparse, "vmfsRaw", SeSparse,
    ];

    /// <summary>Whether disks of a type, in its usual spelling, are made of pieces.</summary>
    public static bool IsSplit(string createType) => createType.StartsWith("twoGb", StringComparison.Ordinal);

    /// <summary>Whether disks of a type, in its usual spelling, have one extent unless somebody added more.</summary>
    public static bool HasOneExtent(string createType) =>
        createType == SeSparse || createType.StartsWith("monolithic", StringComparison.Ordinal) || createType.StartsWith("vmfs", StringComparison.Ordinal);

    /// <summary>The usual spelling of a createType; what is not known stays as it is.</summary>
    public static string Canonical(string? createType)
    {
        if (string.IsNullOrEmpty(createType))
            return Custom;
        // The technical note spells the split forms with a digit, the products with a word.
        var name = createType.StartsWith("2Gb", StringComparison.OrdinalIgnoreCase) ? "twoGb" + createType[3..] : createType;
        if (name.Equals("vmfsSeSparse", StringComparison.OrdinalIgnoreCase))
            name = SeSparse;
        return Known.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;
    }
}
