using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>Opens what an image refers to, always through the caller's resolver. For those who write formats.</summary>
public static class DiskReferences
{
    /// <summary>Opens a file of the same disk: an extent or a data file.</summary>
    /// <param name="reference">The file as the image names it.</param>
    /// <param name="options">How the image is opened.</param>
    /// <returns>The file, which the image must own.</returns>
    /// <exception cref="UnsupportedContentException">The resolver refused it (<c>OVF6005</c>).</exception>
    /// <exception cref="IOException">The file is there but cannot be opened.</exception>
    public static ByteSource OpenFile(in DiskReference reference, DiskOpenOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Resolver?.Invoke(reference) ?? throw DiskDiagnostics.ReferenceRefused.Unsupported(
            new Location(reference.Referrer.Name),
            $"the disk needs \"{reference.Name}\", which was not found or may not be opened; put it beside \"{reference.Referrer.Name}\"");
    }

    /// <summary>Opens the parent of an image: the one given in the options, else the first reference the resolver grants.</summary>
    /// <param name="references">The places and ids the image gives for its parent, best first; at least one.</param>
    /// <param name="options">How the child is opened.</param>
    /// <param name="check">Throws when the parent is not the one the child was made on.</param>
    /// <returns>The parent, which the child must take over as <see cref="DiskImage.Parent"/>.</returns>
    /// <exception cref="UnsupportedContentException">The resolver refused all references (<c>OVF6005</c>).</exception>
    /// <exception cref="InvalidContentException">The chain is too deep (<c>OVF6006</c>), the parent is damaged or, says <paramref name="check"/>, another one.</exception>
    /// <exception cref="IOException">The parent is there but cannot be read.</exception>
    public static DiskImage OpenParent(IReadOnlyList<DiskReference> references, DiskOpenOptions options, Action<DiskImage> check)
    {
        ArgumentNullException.ThrowIfNull(references);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(check);
        var child = references[0].Referrer;
        if (options.Depth >= DiskImage.MaxDepth)
            throw DiskDiagnostics.ChainTooDeep.Invalid(new Location(child.Name), $"more than {DiskImage.MaxDepth} parents follow one another, or the chain leads back to itself");
        if (options.Parent is { } given)
        {
            check(given);
            return given;
        }

        foreach (var reference in references)
        {
            if (options.Resolver?.Invoke(reference) is { } source)
                return Open(source, reference.Format, options, check);
        }

        var names = string.Join(", ", references.Select(reference => reference.Name is { } name ? $"\"{name}\"" : $"id {reference.Id}"));
        throw DiskDiagnostics.ReferenceRefused.Unsupported(
            new Location(child.Name), $"the disk holds only the changes to its parent ({names}), which was not found or may not be opened; put the parent beside it, or name it");
    }

    private static DiskImage Open(ByteSource source, string? format, DiskOpenOptions options, Action<DiskImage> check)
    {
        DiskImage? parent = null;
        try
        {
            var formats = options.Formats ?? DiskFormats.BuiltIn;
            parent = formats.Open(source, options with { Depth = options.Depth + 1, Snapshot = null }, formats.Find(format));
            check(parent);
            parent.Own(source);
            return parent;
        }
        catch
        {
            parent?.Dispose();
            source.Dispose();
            throw;
        }
    }
}
