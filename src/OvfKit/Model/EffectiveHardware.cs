using System.Globalization;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Schema;
using OvfKit.Xml;

namespace OvfKit.Model;

/// <summary>The hardware that comes of a section when a configuration is chosen: one device for each InstanceID (DSP0243 §8.4 and §9.8).</summary>
/// <remarks>
/// <para>Items without <c>ovf:configuration</c> always apply, the others where their list names the configuration. Items of one InstanceID are
/// combined: the child elements of an earlier one count unless a later one has some of the same name. Items with a bound are combined apart
/// and become the ends of the device's range.</para>
/// <para>A snapshot: changing the section afterwards does not change it.</para>
/// </remarks>
public sealed class EffectiveHardware
{
    private readonly string? _configuration;
    private readonly DiagnosticBag? _diagnostics;

    private EffectiveHardware(IEnumerable<HardwareItem> items, string? configuration, DiagnosticBag? diagnostics)
    {
        (_configuration, _diagnostics) = (configuration, diagnostics);
        Devices = [.. items.Where(item => item.AppliesIn(configuration)).GroupBy(KeyOf).Select(Device).OfType<EffectiveDevice>()];
    }

    /// <summary>The id of the configuration it was worked out for; null where the package has none.</summary>
    public string? Configuration => _configuration;

    /// <summary>The devices, in the order in which their first items stand.</summary>
    public IReadOnlyList<EffectiveDevice> Devices { get; }

    /// <summary>Works out the hardware of a machine.</summary>
    /// <param name="section">The section. One that does not apply in the configuration (OVF 2) has no devices.</param>
    /// <param name="configuration">The id of the configuration; null for the default one, if the package has any.</param>
    /// <param name="diagnostics">Where findings go (OVF2951 to OVF2954), or null.</param>
    /// <exception cref="ArgumentException">The package has no such configuration.</exception>
    public static EffectiveHardware Resolve(VirtualHardwareSection section, string? configuration = null, DiagnosticBag? diagnostics = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Resolve(section, section.Items, configuration, diagnostics);
    }

    /// <summary>Works out the resources shared by the members of a collection.</summary>
    /// <param name="section">The section. One that does not apply in the configuration (OVF 2) has no devices.</param>
    /// <param name="configuration">The id of the configuration; null for the default one, if the package has any.</param>
    /// <param name="diagnostics">Where findings go (OVF2951 to OVF2954), or null.</param>
    /// <exception cref="ArgumentException">The package has no such configuration.</exception>
    public static EffectiveHardware Resolve(ResourceAllocationSection section, string? configuration = null, DiagnosticBag? diagnostics = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Resolve(section, section.Items, configuration, diagnostics);
    }

    private static EffectiveHardware Resolve(OvfSection section, ElementList<HardwareItem> items, string? chosen, DiagnosticBag? diagnostics)
    {
        var envelope = section.EnclosingEnvelope;
        if (chosen is not null && envelope is null)
            throw new ArgumentException("The section stands in no envelope, so there are no configurations to choose from.", nameof(section));
        var configuration = envelope?.ConfigurationFor(chosen);
        return new(section.AppliesIn(configuration) ? items : [], configuration, diagnostics);
    }

    // Items without an id are devices of their own.
    private static object KeyOf(HardwareItem item) => item.InstanceId is { } id && !string.IsNullOrWhiteSpace(id) ? id.Trim() : item;

    private EffectiveDevice? Device(IGrouping<object, HardwareItem> items)
    {
        var byBound = items.ToLookup(BoundOf);
        var minimum = Combined(byBound["min"]);
        var maximum = Combined(byBound["max"]);
        Compare(items);
        Count(byBound["min"], "min");
        Count(byBound["max"], "max");
        if (Combined(byBound["normal"]) is { } normal)
            return new(normal, minimum, maximum);
        Report(ResolutionDiagnostics.BoundWithoutNormal, items.First(),
            $"item {items.First().InstanceId} gives an end of a range, but no item of this InstanceID says what is normal; add one without ovf:bound");
        return null;
    }

    private string BoundOf(HardwareItem item)
    {
        switch (item.Bound?.Trim())
        {
            case null or "" or "normal":
                return "normal";
            case "min":
                return "min";
            case "max":
                return "max";
            default:
                Report(ResolutionDiagnostics.UnknownBound, item, $"ovf:bound is \"{item.Bound}\", which is none of min, max and normal; taken as normal");
                return "normal";
        }
    }

    private void Compare(IEnumerable<HardwareItem> items)
    {
        HardwareItem? first = null;
        foreach (var item in items.Where(static item => TypeOf(item) is not null))
        {
            first ??= item;
            if (TypeOf(item) != TypeOf(first))
            {
                Report(ResolutionDiagnostics.ResourceTypesDiffer, item,
                    $"item {item.InstanceId} is of resource type {TypeOf(item)}, an earlier one with the same InstanceID of {TypeOf(first)}; they cannot be combined to one device");
            }
        }
    }

    private void Count(IEnumerable<HardwareItem> ends, string bound)
    {
        // A later item for one configuration may refine the general one; two general ones contradict each other.
        if (ends.Where(static item => item.ConfigurationIds is []).Skip(1).FirstOrDefault() is { } second)
            Report(ResolutionDiagnostics.BoundTwice, second, $"item {second.InstanceId} has a second {bound} bound for every configuration; keep one");
    }

    private void Report(DiagnosticDescriptor code, HardwareItem item, string message) => _diagnostics?.Add(code.At(TreeLocation.Of(item.Element), message));

    private static string? TypeOf(HardwareItem item) =>
        item.Element.Elements().FirstOrDefault(child => SchemaNames.Is(child, "ResourceType", item.Element))?.Value.Trim();

    private static HardwareItem? Combined(IEnumerable<HardwareItem> items)
    {
        HardwareItem[] all = [.. items];
        if (all.Length <= 1)
            return all.FirstOrDefault();
        // By name, in the order of first appearance: every item costs what it holds, however much is gathered already.
        var children = new OrderedDictionary<string, List<XElement>>(StringComparer.Ordinal);
        var combined = Bare(all[0].Element);
        foreach (var item in all)
        {
            foreach (var twins in item.Element.Elements().GroupBy(child => Same(child, item.Element), StringComparer.Ordinal))
                children[twins.Key] = [.. twins.Select(Copy)];
            foreach (var attribute in item.Element.Attributes().Where(static attribute => !attribute.IsNamespaceDeclaration))
                combined.SetAttributeValue(attribute.Name, attribute.Value);
        }
        combined.Add(children.Values);
        foreach (var name in (string[])["configuration", "bound"])
            combined.Attributes().Where(attribute => attribute.Name.LocalName == name).Remove();
        return (HardwareItem)OvfElement.Of(combined, all[0].SchemaType);
    }

    // Names that mean the same in two dialects replace each other too.
    private static string Same(XElement child, XElement parent) => SchemaNames.NameOf(child, parent) ?? child.Name.ToString();

    private static XElement Copy(XElement element)
    {
        var copy = Bare(element);
        copy.Add(element.Attributes().Where(static attribute => !attribute.IsNamespaceDeclaration), element.HasElements ? element.Elements().Select(Copy) : element.Value);
        return copy;
    }

    // The place in the text goes with the copy, so that what cannot be read in it is still found by line and column.
    private static XElement Bare(XElement element)
    {
        var copy = new XElement(element.Name);
        if (element.Annotation<NodeSpan>() is { } span)
            copy.AddAnnotation(span);
        return copy;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Devices.Count} devices in {_configuration ?? "the only configuration"}");
}
