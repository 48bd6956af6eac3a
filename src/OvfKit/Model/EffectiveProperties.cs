using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Xml;

namespace OvfKit.Model;

/// <summary>The properties a virtual system or collection sees, each with its value (DSP0243 §9.5 and §11.1). A snapshot.</summary>
/// <remarks>They are those of its own product sections and of the collection right above it; where both have one key, its own counts.</remarks>
public sealed class EffectiveProperties
{
    private readonly Dictionary<string, EffectiveProperty> _byKey;
    private readonly IReadOnlyDictionary<string, string> _given;

    private EffectiveProperties(List<EffectiveProperty> all, IReadOnlyDictionary<string, string> given, string? configuration)
    {
        (All, _given, Configuration) = (all, given, configuration);
        _byKey = all.ToDictionary(static property => property.Key, StringComparer.Ordinal);
        Values = all.Where(static property => property.Value is not null)
            .ToDictionary(static property => property.Key, static property => property.Value!, StringComparer.Ordinal);
    }

    /// <summary>The properties: its own in document order, then those of the collection above that it does not override.</summary>
    public IReadOnlyList<EffectiveProperty> All { get; }

    /// <summary>The values by full key, of those that have one.</summary>
    public IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>The id of the configuration the values hold in; null where the package has none.</summary>
    public string? Configuration { get; }

    /// <summary>The property with a full key, or null.</summary>
    /// <param name="key">The full key; case counts.</param>
    public EffectiveProperty? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>Works out the values: what the user gives counts first, then the default for the configuration, then the default.</summary>
    /// <param name="content">The virtual system or collection.</param>
    /// <param name="given">The user's values by full key, or null. They are taken as they are; see <see cref="Check"/>.</param>
    /// <param name="configuration">The id of the configuration; null for the default one, if the package has any.</param>
    /// <exception cref="ArgumentException">The package has no such configuration.</exception>
    public static EffectiveProperties Resolve(OvfContent content, IReadOnlyDictionary<string, string>? given = null, string? configuration = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        given ??= new Dictionary<string, string>();
        var chosen = content.EnclosingEnvelope is { } envelope ? envelope.ConfigurationFor(configuration) : configuration;
        var above = content.EnclosingCollection is { } collection ? OwnOf(collection, given, chosen) : [];
        var outer = above.Where(static property => property.Value is not null).ToDictionary(static property => property.Key, static property => property.Value!);
        // Only what the author wrote is a template; what the user gives is meant as it is.
        var own = OwnOf(content, given, chosen).ConvertAll(property =>
            property.Origin == PropertyValueOrigin.Default ? property with { Value = Expand(property.Value, outer) } : property);
        var keys = own.Select(static property => property.Key).ToHashSet();
        own.AddRange(above.Where(property => !keys.Contains(property.Key)));
        return new(own, given, chosen);
    }

    /// <summary>Checks the values against types and qualifiers, and the user's against what may be set.</summary>
    /// <param name="diagnostics">Where findings go (OVF2958 and OVF2959).</param>
    public void Check(DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        foreach (var property in All)
        {
            var at = TreeLocation.Of(property.Property.Element);
            if (property.Origin == PropertyValueOrigin.User && !property.Property.IsUserConfigurable)
            {
                diagnostics.Add(ResolutionDiagnostics.PropertyNotConfigurable.At(at,
                    $"property \"{property.Key}\" got a value, but it is not for the user to set (ovf:userConfigurable is not true)"));
            }
            if (property.Value is { } value && property.Property.Check(value) is { IsValid: false } check)
                diagnostics.Add(ResolutionDiagnostics.PropertyValueRefused.At(at, $"property \"{property.Key}\" cannot be {Shown(property.Property, value)}: {check.Reason}"));
        }
        foreach (var key in _given.Keys.Where(key => !_byKey.ContainsKey(key)).Order(StringComparer.Ordinal))
            diagnostics.Add(ResolutionDiagnostics.PropertyNotConfigurable.At(new Location(""), $"property \"{key}\" got a value, but there is no such property"));
    }

    /// <summary>Replaces <c>${key}</c> by the values of properties. A key that has none stays as it is written.</summary>
    internal static string? Expand(string? text, Dictionary<string, string> values)
    {
        if (text is null || values.Count == 0 || !text.Contains("${", StringComparison.Ordinal))
            return text;
        var result = new StringBuilder();
        var rest = text.AsSpan();
        while (rest.IndexOf("${", StringComparison.Ordinal) is var start and >= 0 && rest[start..].IndexOf('}') is var length and > 0)
        {
            result.Append(rest[..start]);
            var macro = rest.Slice(start, length + 1);
            result.Append(values.TryGetValue(macro[2..^1].Trim().ToString(), out var value) ? value : macro);
            rest = rest[(start + length + 1)..];
        }
        return result.Append(rest).ToString();
    }

    private static List<EffectiveProperty> OwnOf(OvfContent content, IReadOnlyDictionary<string, string> given, string? configuration)
    {
        var all = new List<EffectiveProperty>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in content.SectionsOf<ProductSection>().Where(section => section.AppliesIn(configuration)).SelectMany(static section => section.Properties))
        {
            // Of two with one key the first counts; the rules report the other.
            if (property.Key is null || !property.AppliesIn(configuration) || !keys.Add(property.FullKey))
                continue;
            var key = property.FullKey;
            var fallback = property.DefaultIn(configuration);
            all.Add(given.TryGetValue(key, out var value)
                ? new(property, key, value, PropertyValueOrigin.User)
                : new(property, key, fallback, fallback is null ? PropertyValueOrigin.None : PropertyValueOrigin.Default));
        }
        return all;
    }

    // A secret does not belong into a message.
    private static string Shown(ProductProperty property, string value) =>
        property.IsPassword ? "what was given" : value.Length <= 60 ? $"\"{value}\"" : $"\"{value.AsSpan(0, 60)}…\"";
}
