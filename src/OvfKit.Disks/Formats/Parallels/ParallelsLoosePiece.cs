using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Parallels;

/// <summary>Keeps one file of a bundle from passing for the whole disk: nothing in the file itself says that there are others.</summary>
internal static class ParallelsLoosePiece
{
    /// <summary>Refuses a file that a bundle's descriptor beside it lists as a part of the disk, or as the changes to another file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="options">How it is opened; its resolver is asked for the descriptor. With <see cref="DiskOpenOptions.Recover"/> nothing is refused.</param>
    /// <exception cref="UnsupportedContentException">The file alone is no disk.</exception>
    public static void Refuse(ByteSource source, DiskOpenOptions options)
    {
        if (options.Recover || Descriptor(source, options) is not { } descriptor)
            return;
        foreach (var (storage, number) in descriptor.Storages.Select((storage, i) => (storage, i + 1)))
        {
            if (storage.Pieces.FirstOrDefault(piece => FileName(piece.File).Equals(FileName(source.Name), StringComparison.OrdinalIgnoreCase)) is not { } piece)
                continue;
            var what = descriptor.Snapshots.All.Any(shot => shot.Id == piece.Snapshot && shot.Parent != Guid.Empty) ? "only the changes of a snapshot"
                : descriptor.Storages.Count > 1 ? $"part {number} of {descriptor.Storages.Count} of a disk"
                : null;
            if (what is null)
                return;
            throw ParallelsDiagnostics.PieceOfBundle.Unsupported(
                Location.AtOffset(source.Name, 0), $"the file holds {what}, says the {ParallelsFormat.DescriptorName} beside it; open the folder they are in instead, or ask for recovery to read the file alone");
        }
    }

    private static ParallelsDescriptor? Descriptor(ByteSource source, DiskOpenOptions options)
    {
        try
        {
            using var file = options.Resolver?.Invoke(new DiskReference(ReferenceKind.Extent, ParallelsFormat.DescriptorName, null, ParallelsFormat.Instance.Name, source));
            return file is null ? null : ParallelsDescriptor.Read(file);
        }
        catch (Exception exception) when (exception is OvfKitException or IOException)
        {
            // Whatever lies beside the file, it says nothing of it.
            return null;
        }
    }

    private static string FileName(string path) => path[(path.AsSpan().LastIndexOfAny("/\\!") + 1)..];
}
