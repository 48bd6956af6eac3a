using System.Collections;
using System.Xml.Linq;
using OvfKit.Model;
using OvfKit.Xml;

namespace OvfKit.Deployment;

/// <summary>The properties in an environment: keys and values in document order, live. It holds nothing itself.</summary>
/// <remarks>Where a document has a key twice, the first counts.</remarks>
public sealed class EnvironmentProperties : IReadOnlyCollection<KeyValuePair<string, string>>
{
    private const string SectionName = "PropertySection";

    private readonly EnvironmentEntity _owner;

    internal EnvironmentProperties(EnvironmentEntity owner) => _owner = owner;

    /// <summary>The number of properties.</summary>
    public int Count => Elements().Count();

    /// <summary>The value of a property, null where there is no such property. Set, it is added at the end if need be; null removes it.</summary>
    /// <param name="key">The full key, with class and instance of the product; case counts.</param>
    public string? this[string key]
    {
        get => Find(key) is { } element ? ValueOf(element) : null;
        set
        {
            ArgumentNullException.ThrowIfNull(key);
            if (Find(key) is not { } element)
            {
                if (value is not null)
                    Add(key, value);
            }
            else if (value is not null)
            {
                EnvironmentNames.SetAttribute(element, "value", value);
            }
            else
            {
                foreach (var twin in Elements().Where(one => KeyOf(one) == key).ToList())
                    Indentation.Remove(twin);
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
        Elements().Select(static element => KeyValuePair.Create(KeyOf(element) ?? "", ValueOf(element))).ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Fills a new environment, which is indented by two.</summary>
    internal void AddAll(EffectiveProperties properties)
    {
        if (properties.All is [])
            return;
        var section = _owner.SectionOrNew(SectionName);
        var ns = section.Name.Namespace;
        var depth = section.Ancestors().Count();
        // In one go: putting one behind the other walks over all in front of it.
        section.Add(properties.All.Select(property => (object[])
            [new XText(LineOf(depth + 1)), new XElement(ns + "Property", new XAttribute(ns + "key", property.Key), new XAttribute(ns + "value", property.Value ?? ""))]),
            new XText(LineOf(depth)));

        static string LineOf(int depth) => "\n" + new string(' ', 2 * depth);
    }

    private void Add(string key, string value)
    {
        var section = _owner.SectionOrNew(SectionName);
        var ns = section.Name.Namespace;
        var element = new XElement(ns + "Property", new XAttribute(ns + "key", key), new XAttribute(ns + "value", value));
        if (Elements().LastOrDefault() is { } last)
            Indentation.InsertAfter(last, element);
        else if (section.Elements().FirstOrDefault() is { } first)
            Indentation.InsertBefore(first, element);
        else
            Indentation.InsertInto(section, element);
    }

    private XElement? Find(string key) => Elements().FirstOrDefault(element => KeyOf(element) == key);

    private static string? KeyOf(XElement element) => EnvironmentNames.Attribute(element, "key")?.Value;

    private static string ValueOf(XElement element) => EnvironmentNames.Attribute(element, "value")?.Value ?? "";

    private IEnumerable<XElement> Elements() => _owner.Section(SectionName)?.Elements().Where(static child => EnvironmentNames.Is(child, "Property")) ?? [];
}
