using OvfKit.Diagnostics;
using OvfKit.Xml;

namespace OvfKit.Model;

/// <summary>A disk with the disks below it, of which each holds the changes to the next (<c>ovf:parentRef</c>, DSP0243 §9.1). A snapshot.</summary>
public sealed class DiskChain
{
    private DiskChain(IReadOnlyList<VirtualDisk> disks, Diagnostic? problem) => (Disks, Problem) = (disks, problem);

    /// <summary>The disks from the one asked for down to the one at the bottom. At least one; where there is a problem, those before it.</summary>
    public IReadOnlyList<VirtualDisk> Disks { get; }

    /// <summary>Why the chain does not reach a bottom (OVF2955 or OVF2956), or null where it does.</summary>
    public Diagnostic? Problem { get; }

    /// <summary>True when the chain reaches a disk without parent.</summary>
    public bool IsComplete => Problem is null;

    /// <summary>Follows a disk to the bottom.</summary>
    /// <param name="disk">The disk, in a descriptor.</param>
    /// <param name="diagnostics">Where the problem goes too, or null.</param>
    public static DiskChain Of(VirtualDisk disk, DiagnosticBag? diagnostics = null)
    {
        ArgumentNullException.ThrowIfNull(disk);
        var known = new Dictionary<string, VirtualDisk>(StringComparer.Ordinal);
        foreach (var other in disk.EnclosingEnvelope is { } envelope ? All(envelope) : [])
        {
            if (other.DiskId is { } id)
                known.TryAdd(id, other);
        }
        List<VirtualDisk> disks = [disk];
        HashSet<VirtualDisk> seen = [disk];
        while (disks[^1].ParentRef is { Length: > 0 } reference)
        {
            if (known.GetValueOrDefault(reference) is not { } parent)
                return Broken(ResolutionDiagnostics.DiskParentMissing, $"disk \"{disks[^1].DiskId}\" holds changes to disk \"{reference}\", which the descriptor does not have");
            if (!seen.Add(parent))
                return Broken(ResolutionDiagnostics.DiskCycle, $"disk \"{disks[^1].DiskId}\" holds changes to disk \"{reference}\", which itself rests on it");
            disks.Add(parent);
        }
        return new(disks, null);

        DiskChain Broken(DiagnosticDescriptor code, string message)
        {
            var problem = code.At(TreeLocation.Of(disks[^1].Element), message);
            diagnostics?.Add(problem);
            return new(disks, problem);
        }
    }

    private static IEnumerable<VirtualDisk> All(Envelope envelope) =>
        envelope.SectionsOf<DiskSection>().SelectMany(static section => section.Disks)
            .Concat(envelope.SectionsOf<SharedDiskSection>().SelectMany(static section => section.SharedDisks));
}
