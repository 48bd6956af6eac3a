namespace OvfKit.SchemaGen.Facts;

/// <summary>The types and global elements of one version, or of both together.</summary>
internal sealed record SchemaFacts(IReadOnlyList<TypeFacts> Types, IReadOnlyList<TermFacts> Globals)
{
    public TypeFacts this[string key] => Types.First(type => type.Key == key);

    /// <summary>Lays two versions over each other: every fact is there once and knows the versions it holds in.</summary>
    public static SchemaFacts Merge(SchemaFacts one, SchemaFacts two)
    {
        var types = Lists(one.Types, two.Types, static type => type.Key, Merge);
        var globals = Lists(one.Globals, two.Globals, static term => term.Key, Merge);
        return new(types, globals);
    }

    private static TypeFacts Merge(TypeFacts one, TypeFacts two)
    {
        if (one.Value?.Code != two.Value?.Code || one.IsAbstract != two.IsAbstract || one.AnyAttribute != two.AnyAttribute)
            throw new NotSupportedException($"{one.Key} differs between the versions in more than content and attributes");
        return two with
        {
            Versions = Versions.Both,
            Hint = string.CompareOrdinal(one.Hint, two.Hint) < 0 ? one.Hint : two.Hint,
            Slots = Lists(one.Slots, two.Slots, static slot => slot.Key, Merge),
            Attributes = Lists(one.Attributes, two.Attributes, static attribute => attribute.Key, static (_, two) => two with { Versions = Versions.Both }),
        };
    }

    private static SlotFacts Merge(SlotFacts one, SlotFacts two) => two with
    {
        Versions = Versions.Both,
        Terms = Lists(one.Terms, two.Terms, static term => term.Key, Merge),
    };

    private static TermFacts Merge(TermFacts one, TermFacts two) => two with { Versions = Versions.Both };

    // The later version inserts into the order of the earlier one.
    private static List<T> Lists<T>(IReadOnlyList<T> one, IReadOnlyList<T> two, Func<T, string> keyOf, Func<T, T, T> merge)
    {
        var merged = new List<T>();
        var next = 0;
        foreach (var item in one)
        {
            var twin = two.Index().Skip(next).Where(other => keyOf(other.Item) == keyOf(item)).Select(static other => other.Index).DefaultIfEmpty(-1).First();
            if (twin < 0)
            {
                merged.Add(item);
                continue;
            }
            merged.AddRange(two.Skip(next).Take(twin - next));
            merged.Add(merge(item, two[twin]));
            next = twin + 1;
        }
        merged.AddRange(two.Skip(next));
        return merged;
    }
}
