namespace OvfKit.Model;

public abstract partial class OvfElement
{
    private static readonly char[] _blanks = [' ', '\t', '\r', '\n'];

    /// <summary>The deployment configurations the element is limited to (<c>ovf:configuration</c>), empty where it always applies. A snapshot.</summary>
    /// <remarks>OVF 1 has the attribute on hardware items and property values, OVF 2 on any element (DSP0243 2.0 §9.8).</remarks>
    public IReadOnlyList<string> ConfigurationIds => AttributeText("configuration")?.Split(_blanks, StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>True when the element holds in a deployment configuration.</summary>
    /// <param name="configuration">The id of the configuration chosen; null where the package has none to choose from.</param>
    public bool AppliesIn(string? configuration) => ConfigurationIds is [] || (configuration is not null && ConfigurationIds.Contains(configuration));

    /// <summary>The envelope the element stands in, or null.</summary>
    internal Envelope? EnclosingEnvelope =>
        Element.AncestorsAndSelf().Last() is { Name.LocalName: "Envelope" } root ? Of(root, Schema.SchemaType.Envelope) as Envelope : null;
}
