using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Parallels;

/// <summary>The snapshots of a bundle, each made on another one or on nothing.</summary>
internal sealed class ParallelsSnapshots(ByteSource source, Guid? top, IReadOnlyList<ParallelsShot> shots)
{
    /// <summary>The snapshot of a bundle that never had another one.</summary>
    public static readonly Guid Base = new("5fbaabe3-6958-40ff-92a7-860e329aab41");

    public IReadOnlyList<ParallelsShot> All => shots;

    /// <summary>The snapshots that make up a state of the disk, from the first to the one that is asked for.</summary>
    /// <param name="wanted">The GUID of a snapshot, or null for the current state.</param>
    public IReadOnlyList<Guid> Chain(string? wanted)
    {
        var chain = new List<Guid>();
        for (var id = Find(wanted); id != Guid.Empty; id = Parent(id))
        {
            if (chain.Count > DiskImage.MaxDepth)
                throw DiskDiagnostics.ChainTooDeep.Invalid(new Location(source.Name), $"more than {DiskImage.MaxDepth} snapshots follow one another, or they lead back to themselves");
            chain.Add(id);
        }

        chain.Reverse();
        return chain;
    }

    private Guid Find(string? wanted)
    {
        if (wanted is not null)
        {
            return Guid.TryParse(wanted, out var id) && shots.Any(shot => shot.Id == id)
                ? id
                : throw NotFound($"the disk has no snapshot \"{wanted}\"");
        }

        if (top is { } current)
            return current;
        // Without a word on it, the current state is the snapshot on which no other one was made.
        var last = shots.Select(shot => shot.Id).Except(shots.Select(shot => shot.Parent)).ToList();
        return last switch
        {
            [] when shots.Count == 0 => Base,
            [var only] => only,
            _ when last.Contains(Base) => Base,
            _ => throw NotFound("which snapshot is the current state is not said (TopGUID)"),
        };
    }

    private Guid Parent(Guid id)
    {
        if (shots.FirstOrDefault(shot => shot.Id == id) is { } shot)
            return shot.Parent;
        return shots.Count == 0 ? Guid.Empty : throw NotFound($"snapshot {id:B} is not described");
    }

    private UnsupportedContentException NotFound(string message) => ParallelsDiagnostics.SnapshotNotFound.Unsupported(
        new Location(source.Name), $"{message}; name one of its snapshots: {string.Join(", ", shots.Take(50).Select(shot => shot.Id.ToString("B")))}");
}
