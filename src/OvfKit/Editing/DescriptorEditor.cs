using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.Model;

namespace OvfKit.Editing;

/// <summary>Changes descriptors the way people ask for it. For packages see <see cref="ConvertOptions.Changes"/>.</summary>
public static class DescriptorEditor
{
    /// <summary>Changes a descriptor in place. What the changes do not concern keeps its bytes.</summary>
    /// <param name="descriptor">The descriptor. After an exception it may be changed in part, so it is not to be used any more.</param>
    /// <param name="changes">What is to change.</param>
    /// <param name="diagnostics">Receives what was lost or what some product will not see (OVF7xxx); null drops it.</param>
    /// <exception cref="ArgumentException">The descriptor has no such system, configuration, network, adapter, property, disk or file, a value
    /// does not fit its property, or something else needs what is to be removed.</exception>
    /// <exception cref="InvalidContentException">A value on the way is not readable (OVF1001).</exception>
    /// <exception cref="UnsupportedContentException">The version cannot be changed (OVF7015).</exception>
    public static void Apply(OvfDescriptor descriptor, DescriptorChanges changes, DiagnosticBag? diagnostics = null)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(changes);
        ApplyContent(descriptor, changes, new Dictionary<string, Guid>(), diagnostics);
        if (changes.Version is { } version)
            DescriptorConverter.Convert(descriptor, version, diagnostics);
    }

    /// <summary>All but the version.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="changes">What is to change.</param>
    /// <param name="imageIds">The fresh ids that images get, by disk.</param>
    /// <param name="diagnostics">Receives findings.</param>
    internal static void ApplyContent(OvfDescriptor descriptor, DescriptorChanges changes, IReadOnlyDictionary<string, Guid> imageIds, DiagnosticBag? diagnostics)
    {
        var envelope = descriptor.Envelope;
        if (changes.Configuration is { } configuration)
            ConfigurationChoice.Settle(envelope, configuration);
        Removal.Of(envelope, changes).Apply();
        PropertyEdits.Apply(envelope, changes.Properties);
        NetworkEdits.Rename(envelope, changes.Networks);
        if (ConcernsSystem(changes))
            MachineEdits.Apply(SystemOf(envelope, changes.SystemId), changes);
        if ((changes.Networks.Count > 0 || changes.AdapterNetworks.Count > 0) && envelope.VirtualSystems.FirstOrDefault(static system => system.VirtualBoxMachine is not null) is { } machine)
            diagnostics?.Add(ConversionDiagnostics.VirtualBoxKeepsOwn.At(descriptor.LocationOf(machine.VirtualBoxMachine!.Element),
                "VirtualBox reads vbox:Machine in place of the networks, and that was not changed; choose the networks when importing there"));
        if (changes.FreshIds)
            FreshIds.Give(envelope, imageIds);
    }

    /// <summary>The virtual system of an id, or the only one.</summary>
    /// <exception cref="ArgumentException">There is none, or there are several and none is named.</exception>
    internal static VirtualSystem SystemOf(Envelope envelope, string? id)
    {
        var systems = envelope.VirtualSystems;
        var ids = string.Join(", ", systems.Select(static system => $"\"{system.Id}\""));
        if (id is not null)
            return systems.FirstOrDefault(system => system.Id == id) ?? throw new ArgumentException($"there is no virtual system \"{id}\"; there are {ids}");
        return systems switch
        {
            [var only] => only,
            [] => throw new ArgumentException("the descriptor has no virtual system"),
            _ => throw new ArgumentException($"the descriptor has {systems.Count} virtual systems; say which is meant: {ids}"),
        };
    }

    private static bool ConcernsSystem(DescriptorChanges changes) =>
        changes.Name is not null || changes.ProcessorCount is not null || changes.MemoryInBytes is not null || changes.Eula is not null
        || changes.Annotation is not null || changes.AdapterNetworks.Count > 0 || changes.SystemId is not null;
}
