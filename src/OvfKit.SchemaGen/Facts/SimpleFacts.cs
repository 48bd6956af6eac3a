using System.Globalization;

namespace OvfKit.SchemaGen.Facts;

/// <summary>What a text may be.</summary>
/// <param name="Kind">A member of SimpleKind.</param>
internal sealed record SimpleFacts(string Kind)
{
    /// <summary>The ranges allowed, of an integer type; ascending, apart from each other.</summary>
    public IReadOnlyList<(decimal Minimum, decimal Maximum)> Ranges { get; init; } = [];

    public IReadOnlyList<string> Values { get; init; } = [];

    public IReadOnlyList<SimpleFacts> Members { get; init; } = [];

    public int? MaxLength { get; init; }

    public string? Pattern { get; init; }

    /// <summary>The smallest and the greatest value of the built-in type; null for one that is no integer.</summary>
    public (decimal Minimum, decimal Maximum)? Limits => LimitsOf(Kind);

    /// <summary>The expression that makes the run-time counterpart. Equal types have equal expressions.</summary>
    public string Code
    {
        get
        {
            var limits = new List<string>();
            if (Ranges.Count > 0)
                limits.Add($"Ranges = [{string.Join(", ", Ranges.Select(static range => string.Create(CultureInfo.InvariantCulture, $"({range.Minimum}, {range.Maximum})")))}]");
            if (Values.Count > 0)
                limits.Add($"Values = [{string.Join(", ", Values.Select(static value => $"\"{value}\""))}]");
            if (Members.Count > 0)
                limits.Add($"Members = [{string.Join(", ", Members.Select(static member => member.Code))}]");
            if (MaxLength is { } most)
                limits.Add(string.Create(CultureInfo.InvariantCulture, $"MaxLength = {most}"));
            if (Pattern is not null)
                limits.Add($"Pattern = \"\"\"{Pattern}\"\"\"");
            return limits.Count == 0 ? $"SimpleType.Of(SimpleKind.{Kind})" : $"new(SimpleKind.{Kind}) {{ {string.Join(", ", limits)} }}";
        }
    }

    /// <summary>A type that may be any of several. Ranges of one integer type become one list of ranges.</summary>
    public static SimpleFacts Union(IReadOnlyList<SimpleFacts> members)
    {
        var kind = members[0].Kind;
        if (LimitsOf(kind) is not { } all || !members.All(member => member.Kind == kind && member.Values.Count == 0 && member.Pattern is null))
            return new("AnySimple") { Members = members };
        var ranges = Joined(members.SelectMany(member => member.Ranges.Count == 0 ? [all] : member.Ranges));
        return new(kind) { Ranges = ranges is [var only] && only == all ? [] : ranges };
    }

    /// <summary>The ranges that single values and overlapping ranges add up to.</summary>
    public static List<(decimal Minimum, decimal Maximum)> Joined(IEnumerable<(decimal Minimum, decimal Maximum)> ranges)
    {
        var joined = new List<(decimal Minimum, decimal Maximum)>();
        foreach (var range in ranges.Order())
        {
            if (joined is [.., var last] && range.Minimum <= last.Maximum + 1)
                joined[^1] = (last.Minimum, Math.Max(last.Maximum, range.Maximum));
            else
                joined.Add(range);
        }
        return joined;
    }

    private static (decimal, decimal)? LimitsOf(string kind) => kind switch
    {
        "Byte" => (sbyte.MinValue, sbyte.MaxValue),
        "Short" => (short.MinValue, short.MaxValue),
        "Int" => (int.MinValue, int.MaxValue),
        "Long" => (long.MinValue, long.MaxValue),
        "UnsignedByte" => (byte.MinValue, byte.MaxValue),
        "UnsignedShort" => (ushort.MinValue, ushort.MaxValue),
        "UnsignedInt" => (uint.MinValue, uint.MaxValue),
        "UnsignedLong" => (ulong.MinValue, ulong.MaxValue),
        _ => null,
    };
}
