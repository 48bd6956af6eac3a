using OvfKit.Model;
using OvfKit.Xml;

namespace OvfKit.Editing;

/// <summary>Settles on one deployment configuration: what is for others goes, and so does the choice (DSP0243 §9.8).</summary>
internal static class ConfigurationChoice
{
    public static void Settle(Envelope envelope, string configuration)
    {
        var chosen = envelope.ConfigurationFor(configuration);
        foreach (var section in envelope.VirtualSystems.SelectMany(static system => system.HardwareSections))
            SettleDevices(section, chosen);
        foreach (var property in PropertyEdits.Contents(envelope).SelectMany(static content => content.SectionsOf<ProductSection>()).SelectMany(static section => section.Properties))
            SettleValue(property, chosen);
        SettleOthers(envelope, chosen!);
        foreach (var options in envelope.SectionsOf<DeploymentOptionSection>())
            options.Remove();
    }

    private static void SettleDevices(VirtualHardwareSection section, string? chosen)
    {
        if (!section.AppliesIn(chosen))
            return;
        var kept = new HashSet<HardwareItem>();
        foreach (var device in EffectiveHardware.Resolve(section, chosen).Devices)
        {
            var place = section.Items.First(item => item.InstanceId?.Trim() == device.InstanceId?.Trim() && item.AppliesIn(chosen));
            foreach (var item in new[] { device.Minimum, device.Normal, device.Maximum }.OfType<HardwareItem>())
            {
                if (item.Element.Parent is null)
                    section.Items.Insert(section.Items.IndexOf(place), item);
                kept.Add(item);
            }
        }

        foreach (var item in section.Items.Where(item => !kept.Contains(item)))
            item.Remove();
    }

    private static void SettleValue(ProductProperty property, string? chosen)
    {
        if (property.Values.Count == 0)
            return;
        property.Default = property.DefaultIn(chosen);
        property.Values.Clear();
    }

    // Version 2 has the attribute on any element.
    private static void SettleOthers(Envelope envelope, string chosen)
    {
        var marked = envelope.Element.Descendants().SelectMany(static element => element.Attributes())
            .Where(static attribute => attribute.Name.LocalName == "configuration" && OvfNamespaces.IsEnvelope(attribute.Name.Namespace)).ToList();
        foreach (var attribute in marked)
        {
            if (attribute.Parent is not { } element)
                continue;
            if (attribute.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is var ids && ids.Length > 0 && !ids.Contains(chosen))
                Indentation.Remove(element);
            else
                attribute.Remove();
        }
    }
}
