using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Xva;

/// <summary>A disk of an archive.</summary>
/// <param name="Id">The id inside the archive, <c>Ref:7</c>: the folder of the disk's blocks.</param>
/// <param name="Uuid">The id the disk had on its host, or null.</param>
/// <param name="Name">The name people gave it; may be empty.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Device">The number of the device it is attached as, or null where it is attached to nothing.</param>
public sealed record XvaDisk(string Id, Guid? Uuid, string Name, long Length, int? Device)
{
    /// <summary>The disk a caller means.</summary>
    internal static XvaDisk Choose(IReadOnlyList<XvaDisk> disks, string? wanted, ByteSource source)
    {
        if (wanted is null)
        {
            return disks is [var only] ? only : throw XvaDiagnostics.SeveralDisks.Unsupported(
                new Location(source.Name), $"the archive holds {disks.Count} disks; say which one is meant, by number, id or name: {Describe(disks)}");
        }

        var found = disks.Where(disk => disk.Id == wanted || (Guid.TryParse(wanted, out var uuid) && disk.Uuid == uuid)).ToList();
        if (found.Count == 0)
            found = [.. disks.Where(disk => disk.Name == wanted)];
        if (found.Count == 0 && int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= disks.Count)
            found = [disks[number - 1]];
        return found is [var one] ? one : throw XvaDiagnostics.DiskNotFound.Unsupported(
            new Location(source.Name), $"the archive holds {(found.Count == 0 ? "no disk" : "several disks")} called \"{wanted}\"; its disks by number, id and name: {Describe(disks)}");
    }

    private static string Describe(IReadOnlyList<XvaDisk> disks) =>
        string.Join("; ", disks.Take(50).Select((disk, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1} {disk.Id} \"{disk.Name}\" ({disk.Length} bytes)")));
}
