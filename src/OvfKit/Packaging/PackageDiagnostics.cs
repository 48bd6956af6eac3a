using OvfKit.Diagnostics;

namespace OvfKit.Packaging;

/// <summary>The findings about packages as places of files (OVF3xxx).</summary>
public static class PackageDiagnostics
{
    /// <summary>The file is neither a descriptor nor a tar archive.</summary>
    public static readonly DiagnosticDescriptor NotAPackage = new("OVF3001", DiagnosticSeverity.Error, "not an OVF package");

    /// <summary>The package has no descriptor.</summary>
    public static readonly DiagnosticDescriptor DescriptorMissing = new("OVF3002", DiagnosticSeverity.Error, "no descriptor in the package");

    /// <summary>The package has more than one descriptor.</summary>
    public static readonly DiagnosticDescriptor SeveralDescriptors = new("OVF3003", DiagnosticSeverity.Error, "several descriptors in one package");

    /// <summary>An archive member has a name that could lead out of a folder or hide what it is.</summary>
    public static readonly DiagnosticDescriptor UnsafeName = new("OVF3004", DiagnosticSeverity.Error, "unsafe name in the archive");

    /// <summary>An archive member is no plain file: a link, a device, a sparse file of an old tar.</summary>
    public static readonly DiagnosticDescriptor NotAFile = new("OVF3005", DiagnosticSeverity.Error, "archive member is not a plain file");

    /// <summary>Two archive members have the same name.</summary>
    public static readonly DiagnosticDescriptor DuplicateName = new("OVF3006", DiagnosticSeverity.Error, "two archive members of one name");

    /// <summary>The archive ends before the content of a member does.</summary>
    public static readonly DiagnosticDescriptor ArchiveTruncated = new("OVF3007", DiagnosticSeverity.Error, "archive is cut off");

    /// <summary>A header of the archive makes no sense.</summary>
    public static readonly DiagnosticDescriptor ArchiveDamaged = new("OVF3008", DiagnosticSeverity.Error, "archive header is damaged");

    /// <summary>The archive has more members than any package needs.</summary>
    public static readonly DiagnosticDescriptor TooManyEntries = new("OVF3009", DiagnosticSeverity.Error, "too many archive members");

    /// <summary>An <c>ovf:href</c> leads out of the package.</summary>
    public static readonly DiagnosticDescriptor UnsafeReference = new("OVF3010", DiagnosticSeverity.Error, "reference leads out of the package");

    /// <summary>An <c>ovf:href</c> names something on the network, which is never fetched.</summary>
    public static readonly DiagnosticDescriptor ExternalReference = new("OVF3011", DiagnosticSeverity.Warning, "reference to a file outside the package");

    /// <summary>A referenced file is not in the package.</summary>
    public static readonly DiagnosticDescriptor FileMissing = new("OVF3012", DiagnosticSeverity.Error, "referenced file is missing");

    /// <summary>A file has another size than <c>ovf:size</c> says.</summary>
    public static readonly DiagnosticDescriptor SizeDiffers = new("OVF3013", DiagnosticSeverity.Warning, "size of a file differs from the descriptor");

    /// <summary>A file was found only by looking past upper and lower case.</summary>
    public static readonly DiagnosticDescriptor CaseDiffers = new("OVF3014", DiagnosticSeverity.Warning, "file name differs in upper and lower case");

    /// <summary>A chunk is missing of a file that is stored in chunks, or has the wrong length.</summary>
    public static readonly DiagnosticDescriptor ChunkedFile = new("OVF3015", DiagnosticSeverity.Error, "file in chunks cannot be read");

    /// <summary>The content is needed of a file that is stored compressed in a way that is not known.</summary>
    public static readonly DiagnosticDescriptor CompressedFile = new("OVF3016", DiagnosticSeverity.Error, "compressed file cannot be read");

    /// <summary>A symbolic link leads out of the package's folder.</summary>
    public static readonly DiagnosticDescriptor LinkLeavesFolder = new("OVF3017", DiagnosticSeverity.Error, "link leads out of the folder");

    /// <summary>The descriptor is not the first member of the archive, which some products require.</summary>
    public static readonly DiagnosticDescriptor DescriptorNotFirst = new("OVF3018", DiagnosticSeverity.Warning, "descriptor is not the first member");

    /// <summary>The archive lacks the two zero blocks at its end.</summary>
    public static readonly DiagnosticDescriptor EndMissing = new("OVF3019", DiagnosticSeverity.Warning, "end of archive is missing");

    /// <summary>The content of a disk is of another format than <c>ovf:format</c> says.</summary>
    public static readonly DiagnosticDescriptor FormatDiffers = new("OVF3020", DiagnosticSeverity.Warning, "disk format differs from the descriptor");

    /// <summary>The manifest or certificate does not have the descriptor's base name.</summary>
    public static readonly DiagnosticDescriptor BaseNameDiffers = new("OVF3021", DiagnosticSeverity.Warning, "manifest or certificate has another base name");

    /// <summary>The content is asked for of a disk that has no file: an empty disk, or one whose file is not listed.</summary>
    public static readonly DiagnosticDescriptor DiskWithoutFile = new("OVF3022", DiagnosticSeverity.Error, "disk has no file");

    /// <summary>A file is in the package although the descriptor does not list it.</summary>
    public static readonly DiagnosticDescriptor NotReferenced = new("OVF3030", DiagnosticSeverity.Warning, "file not listed in the descriptor");

    /// <summary>The members of an archive are not in the order of the references.</summary>
    public static readonly DiagnosticDescriptor OutOfOrder = new("OVF3031", DiagnosticSeverity.Warning, "archive members out of order");

    /// <summary>Two files have names that are one on some systems.</summary>
    public static readonly DiagnosticDescriptor NamesCollide = new("OVF3032", DiagnosticSeverity.Warning, "names differ only in upper and lower case");

    /// <summary>A file's name has signs that some product stumbles over.</summary>
    public static readonly DiagnosticDescriptor NameRefused = new("OVF3033", DiagnosticSeverity.Warning, "file name that importers refuse");

    /// <summary>A disk's image has another capacity than the descriptor says.</summary>
    public static readonly DiagnosticDescriptor CapacityDiffers = new("OVF3034", DiagnosticSeverity.Warning, "capacity differs from the image");

    /// <summary>A disk has less room than the descriptor says it has data.</summary>
    public static readonly DiagnosticDescriptor PopulatedSizeDiffers = new("OVF3035", DiagnosticSeverity.Warning, "populated size larger than the image");

    /// <summary>A disk is of the format that ovf:format says, but of another variant.</summary>
    public static readonly DiagnosticDescriptor VariantDiffers = new("OVF3036", DiagnosticSeverity.Warning, "disk variant differs from the descriptor");

    /// <summary>What an earlier run left cannot be gone on with.</summary>
    public static readonly DiagnosticDescriptor BegunAnew = new("OVF3040", DiagnosticSeverity.Warning, "interrupted work begins anew");

    /// <summary>A file that an earlier run finished has been changed or removed since.</summary>
    public static readonly DiagnosticDescriptor FinishedEntryChanged = new("OVF3041", DiagnosticSeverity.Warning, "finished file is written again");

    /// <summary>Files of an earlier run were kept.</summary>
    public static readonly DiagnosticDescriptor Resumed = new("OVF3042", DiagnosticSeverity.Info, "interrupted work resumed");

    /// <summary>A disk is asked for of a package that has several.</summary>
    public static readonly DiagnosticDescriptor SeveralDisks = new("OVF3050", DiagnosticSeverity.Error, "package has several disks");

    /// <summary>The package has no disk of that number, id or file.</summary>
    public static readonly DiagnosticDescriptor DiskNotFound = new("OVF3051", DiagnosticSeverity.Error, "disk not found in the package");

    /// <summary>A file is not compressed although <c>ovf:compression</c> says so.</summary>
    public static readonly DiagnosticDescriptor CompressionDiffers = new("OVF3060", DiagnosticSeverity.Warning, "compression differs from the descriptor");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        NotAPackage, DescriptorMissing, SeveralDescriptors, UnsafeName, NotAFile, DuplicateName, ArchiveTruncated, ArchiveDamaged, TooManyEntries,
        UnsafeReference, ExternalReference, FileMissing, SizeDiffers, CaseDiffers, ChunkedFile, CompressedFile, LinkLeavesFolder, DescriptorNotFirst,
        EndMissing, FormatDiffers, BaseNameDiffers, DiskWithoutFile,
        NotReferenced, OutOfOrder, NamesCollide, NameRefused, CapacityDiffers, PopulatedSizeDiffers, VariantDiffers,
        BegunAnew, FinishedEntryChanged, Resumed, SeveralDisks, DiskNotFound, CompressionDiffers,
    ];
}
