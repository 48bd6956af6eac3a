using OvfKit.Model;

namespace OvfKit.Editing;

/// <summary>Renames networks and connects adapters.</summary>
internal static class NetworkEdits
{
    public static void Rename(Envelope envelope, IReadOnlyDictionary<string, string> names)
    {
        var networks = envelope.SectionsOf<NetworkSection>().SelectMany(static section => section.Networks).ToList();
        var adapters = Adapters(envelope).ToList();
        foreach (var former in names.Keys.Order(StringComparer.Ordinal))
        {
            if (!networks.Exists(network => network.Name == former) && !adapters.Exists(adapter => adapter.Connection.Contains(former)))
                throw new ArgumentException($"there is no network \"{former}\"; there are {string.Join(", ", networks.Select(static network => $"\"{network.Name}\""))}");
        }

        foreach (var name in names.Values)
            RequireName(name);

        // All at once, so that two networks can change their names with each other.
        foreach (var connections in adapters.Select(static adapter => adapter.Connection))
        {
            for (var i = 0; i < connections.Count; i++)
            {
                if (names.TryGetValue(connections[i], out var name))
                    connections[i] = name;
            }
        }

        foreach (var network in networks)
        {
            if (network.Name is { } former && names.TryGetValue(former, out var name))
                network.Name = name;
        }

        foreach (var twin in networks.GroupBy(static network => network.Name).Where(group => names.Values.Contains(group.Key)).SelectMany(static group => group.Skip(1)))
            twin.Remove();
    }

    /// <summary>Connects an adapter, counted from 1, to a network, which is made if need be.</summary>
    public static void Connect(VirtualSystem system, int number, string network)
    {
        var adapters = system.NetworkAdapters;
        if (number < 1 || number > adapters.Count)
            throw new ArgumentException($"there is no network adapter {number}; the virtual system has {adapters.Count}");
        var connections = adapters[number - 1].Connection;
        if (connections.Count == 0)
            connections.Add(network);
        else
            connections[0] = network;
        Declare(system.EnclosingEnvelope!, network);
    }

    /// <summary>Makes a network unless it is there.</summary>
    public static void Declare(Envelope envelope, string name)
    {
        RequireName(name);
        if (envelope.SectionsOf<NetworkSection>().Any(section => section.Networks.Any(network => network.Name == name)))
            return;
        if (envelope.NetworkSection is null)
            envelope.Sections.Add(new NetworkSection { Info = "Logical networks" });
        envelope.NetworkSection!.Networks.Add(new Network { Name = name, Description = $"The network {name}" });
    }

    private static void RequireName(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentException("a network needs a name, or no device can be connected to it");
    }

    private static IEnumerable<HardwareItem> Adapters(Envelope envelope) =>
        envelope.VirtualSystems.SelectMany(static system => system.Hardware).Where(static item => item.Connection.Count > 0);
}
