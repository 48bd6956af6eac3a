using System.Collections.Immutable;

namespace OvfKit.Editing;

/// <summary>What is to change in a descriptor. Immutable; what is not set stays as it is.</summary>
public sealed record DescriptorChanges
{
    /// <summary>The id of the virtual system that is meant; null where the descriptor has only one.</summary>
    /// <remarks>Holds for the name, the hardware, the licence and the annotation. Properties are set wherever they are.</remarks>
    public string? SystemId { get; init; }

    /// <summary>The id of the deployment configuration to settle on (<c>DeploymentOptionSection</c>); the others, and the choice, are removed.</summary>
    public string? Configuration { get; init; }

    /// <summary>The name of the virtual system.</summary>
    public string? Name { get; init; }

    /// <summary>The number of processors, 1 or more.</summary>
    public int? ProcessorCount { get; init; }

    /// <summary>The memory in bytes, a multiple of 2^20.</summary>
    public long? MemoryInBytes { get; init; }

    /// <summary>New names of networks by their old ones. Where the new name is one of a network already, the two become one.</summary>
    public ImmutableDictionary<string, string> Networks { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The networks that adapters are to be connected to, by the adapter's number, counted from 1 in document order.</summary>
    public ImmutableDictionary<int, string> AdapterNetworks { get; init; } = ImmutableDictionary<int, string>.Empty;

    /// <summary>The default values of properties by full key (<c>class.key.instance</c>), for all configurations.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The licence to agree to, in place of all there are.</summary>
    public string? Eula { get; init; }

    /// <summary>The author's remark.</summary>
    public string? Annotation { get; init; }

    /// <summary>The ids of disks to remove, with the drives they are in and the files nothing else needs.</summary>
    public ImmutableArray<string> RemovedDisks { get; init; } = [];

    /// <summary>The names or ids of files to remove that hold no disk.</summary>
    public ImmutableArray<string> RemovedFiles { get; init; } = [];

    /// <summary>Whether MAC addresses and the ids of machines and disks are replaced by fresh ones, so that a copy does not collide with its original.</summary>
    public bool FreshIds { get; init; }

    /// <summary>The version of OVF the descriptor is in afterwards. See <see cref="Conversion.DescriptorConverter"/>.</summary>
    public OvfVersion? Version { get; init; }
}
