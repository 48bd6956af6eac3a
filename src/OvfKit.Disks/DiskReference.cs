using OvfKit.IO;

namespace OvfKit.Disks;

/// <summary>Why an image names another file.</summary>
public enum ReferenceKind : byte
{
    /// <summary>A piece of the same disk.</summary>
    Extent,

    /// <summary>The image below.</summary>
    Parent,

    /// <summary>A file that holds the guest bytes beside the metadata.</summary>
    DataFile,
}

/// <summary>A file named inside an image. The name is untrusted: it may point anywhere.</summary>
/// <param name="Kind">Why it is named.</param>
/// <param name="Name">The name as written in the image, or null where only an id is known.</param>
/// <param name="Id">The id the file must have, or null.</param>
/// <param name="Format">The format the image says the file has, or null.</param>
/// <param name="Referrer">The image that names it.</param>
public readonly record struct DiskReference(ReferenceKind Kind, string? Name, Guid? Id, string? Format, ByteSource Referrer);

/// <summary>The gate through which files named inside images are opened.</summary>
/// <param name="reference">What is asked for.</param>
/// <returns>The file, which then belongs to the image, or null to refuse.</returns>
public delegate ByteSource? ReferenceResolver(in DiskReference reference);
