using OvfKit.Diagnostics;
using OvfKit.Xml;
using static OvfKit.Validation.EnvelopeDiagnostics;
using static OvfKit.Validation.ValidationContext;

namespace OvfKit.Validation.Rules;

/// <summary>The logical networks, and the devices connected to them (§9.2).</summary>
internal sealed class NetworkRules : ValidationRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Codes { get; } = [NetworkWithoutName, DuplicateNetwork, UnknownConnection];

    public override void Check(ValidationContext context)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var network in context.Index.Networks)
        {
            if (context.Read.Text(network, "name") is not { } name)
                context.Report(NetworkWithoutName, network, "the network has no ovf:name, so no device can be connected to it");
            else if (!names.Add(name))
                context.Report(DuplicateNetwork, network, $"the network {Show(name)} is listed already; give each its own name");
        }
        foreach (var connection in context.Index.Hardware.SelectMany(static one => one.Items).SelectMany(device => context.Read.Settings(device.Element, "Connection")))
        {
            // A StorageItem's Connection is no network, and an empty one means "none".
            var name = connection.Value.Trim();
            if (name.Length > 0 && connection.Name.Namespace != OvfNamespaces.StorageAllocation && !context.Index.NetworkNames.Contains(name))
                context.Report(UnknownConnection, connection, $"the device is connected to {Show(name)}, which no NetworkSection lists");
        }
    }
}
