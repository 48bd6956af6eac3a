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

        if (Find(references, options) is (var source, var format))
            return Open(source, format, options, check);

        var names = string.Join(", ", references.Select(reference => reference.Name is { } name ? $"\"{name}\"" : $"id {reference.Id}"));
        throw DiskDiagnostics.ReferenceRefused.Unsupported(
            new Location(child.Name), $"the disk holds only the changes to its parent ({names}), which was not found or may not be opened; put the parent beside it, or name it");
    }

    // A file may have the parent's name and be another disk, so the id decides where it can be told: it stands in the header and costs one look, while
    // opening every candidate with all its parents would take forever in a chain made for that. Without a match the first file shows what is wrong.
    private static (ByteSource Source, string? Format)? Find(IReadOnlyList<DiskReference> references, DiskOpenOptions options)
    {
        (ByteSource Source, string? Format)? first = null;
        foreach (var reference in references)
        {
            if (options.Resolver?.Invoke(reference) is not { } source)
                continue;
            if (!IsAnother(source, reference, options))
            {
                first?.Source.Dispose();
                return (source, reference.Format);
            }

            if (first is null)
                first = (source, reference.Format);
            else
                source.Dispose();
        }

        return first;
    }

    private static bool IsAnother(ByteSource source, in DiskReference reference, DiskOpenOptions options)
    {
        if (reference.Id is not { } wanted || wanted == Guid.Empty)
            return false;
        try
        {
            return (options.Formats ?? DiskFormats.BuiltIn).Detect(source)?.ReadLinkId(source) is { } id && id != wanted;
        }
        catch (Exception exception) when (exception is IOException or OvfKitException)
        {
            // Opening it will say the same, in the right words.
            return false;
        }
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
        catch (UnsupportedContentException exception) when (exception.Diagnostic.Descriptor == DiskDiagnostics.UnknownFormat)
        {
            // To whoever asked for the child this must not look as if the child were of no known format.
            source.Dispose();
            throw DiskDiagnostics.ReferenceRefused.Unsupported(
                exception.Diagnostic.Location, $"the parent \"{source.Name}\" has the content of none of the known disk formats, and its child does not say that it is raw; if it is, name it as the parent, opened as raw");
        }
        catch
        {
            parent?.Dispose();
            source.Dispose();
            throw;
        }
    }
}
