using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>A resolver for an image on a web server, which opens only files in the image's own folder there.</summary>
/// <param name="folder">The folder.</param>
public sealed class WebReferences(WebFolder folder)
{
    /// <summary>Opens the file a reference names, by the last part of its name; null refuses.</summary>
    /// <param name="reference">What the image asks for.</param>
    /// <exception cref="IOException">The server does not give the file.</exception>
    public ByteSource? Resolve(in DiskReference reference) =>
        reference.Name is { } name ? folder.FindAsync(name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim()).GetAwaiter().GetResult() : null;
}
