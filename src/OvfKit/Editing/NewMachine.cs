using System.Collections.Immutable;

namespace OvfKit.Editing;

/// <summary>The machine a new package is made for. Immutable.</summary>
public sealed record NewMachine
{
    /// <summary>The name of the machine, which also begins the names of the package's files.</summary>
    public required string Name { get; init; }

    /// <summary>The number of processors, 1 or more.</summary>
    public int ProcessorCount { get; init; } = 1;

    /// <summary>The memory in bytes, a multiple of 2^20.</summary>
    public long MemoryInBytes { get; init; } = 1L << 30;

    /// <summary>The guest system.</summary>
    public GuestSystem Guest { get; init; } = GuestSystem.Other;

    /// <summary>The networks of the adapters, one adapter each.</summary>
    public ImmutableArray<string> Networks { get; init; } = [];

    /// <summary>The disks, of which the first is the one to boot from.</summary>
    public ImmutableArray<AddedDisk> Disks { get; init; } = [];

    /// <summary>Whether the machine starts with UEFI; else with a BIOS.</summary>
    public bool Uefi { get; init; }

    /// <summary>The version of OVF the descriptor is in.</summary>
    public OvfVersion Version { get; init; } = OvfVersion.One;
}
