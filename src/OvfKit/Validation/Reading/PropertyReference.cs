namespace OvfKit.Validation.Reading;

/// <summary>Finds <c>${property}</c> in values that are only known at deployment.</summary>
internal static class PropertyReference
{
    /// <summary>The name in the first reference of a value, or null.</summary>
    public static string? In(string value)
    {
        var start = value.IndexOf("${", StringComparison.Ordinal);
        var end = start < 0 ? -1 : value.IndexOf('}', start);
        return end < 0 ? null : value[(start + 2)..end].Trim();
    }
}
