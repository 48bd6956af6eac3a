using OvfKit.Model;

namespace OvfKit.Editing;

/// <summary>Sets the default values of properties.</summary>
internal static class PropertyEdits
{
    public static void Apply(Envelope envelope, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count == 0)
            return;
        var properties = Contents(envelope).SelectMany(static content => content.SectionsOf<ProductSection>()).SelectMany(static section => section.Properties)
            .Where(static property => property.Key is not null).ToLookup(static property => property.FullKey);
        foreach (var (key, value) in values.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            if (!properties.Contains(key))
                throw new ArgumentException($"there is no property \"{key}\"; there are {string.Join(", ", properties.Select(static group => $"\"{group.Key}\"").DefaultIfEmpty("none"))}");
            foreach (var property in properties[key])
                Set(property, value);
        }
    }

    /// <summary>The content of an envelope with all that is in it.</summary>
    public static IEnumerable<OvfContent> Contents(Envelope envelope) => envelope.Content?.DescendantsAndSelf() ?? [];

    private static void Set(ProductProperty property, string value)
    {
        if (property.Check(value) is { IsValid: false } check)
            throw new ArgumentException($"property \"{property.FullKey}\" cannot have that value: {check.Reason}");
        property.Default = value;
        // What is said of a configuration counts more than the default.
        property.Values.Clear();
    }
}
