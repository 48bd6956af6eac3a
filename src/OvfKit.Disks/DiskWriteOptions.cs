using System.Collections.Immutable;
using OvfKit.Diagnostics;

namespace OvfKit.Disks;

/// <summary>What to write. Immutable.</summary>
public sealed record DiskWriteOptions
{
    /// <summary>The default variant, fresh ids, level 6.</summary>
    public static DiskWriteOptions Default { get; } = new();

    /// <summary>The variant's name, or null for the format's default.</summary>
    public string? Variant { get; init; }

    /// <summary>The compression level where the variant compresses: 1 (fastest) to 9 (smallest).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not from 1 to 9.</exception>
    public int Level
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 9);
            field = value;
        }
    } = 6;

    /// <summary>The id the disk gets; null makes a fresh one. The same id and input give the same bytes.</summary>
    public Guid? Id { get; init; }

    /// <summary>The time to record where the format has a place for it; null for now.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The image whose changes are written, or null for a whole disk. Of the same format as the child, in most formats; not owned.</summary>
    public DiskImage? Parent { get; init; }

    /// <summary>The name under which the child finds its parent, relative to the child's folder; null for <see cref="DiskImage.Name"/> of the parent.</summary>
    public string? ParentName { get; init; }

    /// <summary>A variant's own settings by name, such as <c>block-size</c>; an unknown one is refused.</summary>
    public ImmutableDictionary<string, string> Settings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Receives findings that do not stop the work; null drops them.</summary>
    public DiagnosticBag? Diagnostics { get; init; }
}
