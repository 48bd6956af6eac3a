using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Raw;

/// <summary>Finds the parts of a split raw disk beside the first one, through the caller's resolver.</summary>
internal static class RawParts
{
    // A gap shows by what stands behind it.
    private const int LooksAhead = 8;

    /// <summary>The parts behind the one that was opened; none for a disk in one file.</summary>
    /// <returns>Sources the image must own.</returns>
    /// <exception cref="InvalidContentException">A part is missing, or the opened one is not the first.</exception>
    public static List<ByteSource> FindFurther(ByteSource first, DiskOpenOptions options)
    {
        var parts = new List<ByteSource>();
        var own = first.Name[(first.Name.LastIndexOfAny(['/', '\\', '!']) + 1)..];
        if (options.Resolver is not { } resolver || RawPartName.Parse(own) is not { } name)
            return parts;
        try
        {
            if (name.At(name.Number - 1) is { } before && Exists(before))
                throw Missing(first, $"\"{own}\" is not the first part of a split disk; open the first one, the parts behind it are found by their names");
            if (!name.CanBeFirst)
                return parts;
            var number = name.Number + 1;
            for (; name.At(number) is { } next && Open(next) is { } part; number++)
                parts.Add(part);
            for (var later = number + 1; later <= number + LooksAhead; later++)
            {
                if (name.At(later) is { } behind && Exists(behind))
                    throw Missing(first, $"the part \"{name.At(number)}\" is missing, though \"{behind}\" is there; put it beside the others");
            }

            if (parts.Count > 0)
            {
                options.Diagnostics?.Add(RawDiagnostics.PartsJoined.At(
                    new Location(first.Name), $"{parts.Count + 1} files, \"{own}\" to \"{name.At(number - 1)}\", are read as the parts of one disk, as their names say"));
            }

            return parts;
        }
        catch
        {
            parts.ForEach(part => part.Dispose());
            throw;
        }

        ByteSource? Open(string part) => resolver(new DiskReference(ReferenceKind.Extent, part, null, "raw", first));

        bool Exists(string part)
        {
            using var found = Open(part);
            return found is not null;
        }
    }

    private static InvalidContentException Missing(ByteSource first, string message) => RawDiagnostics.PartMissing.Invalid(new Location(first.Name), message);
}
