using OvfKit.Diagnostics;

namespace OvfKit.Packaging;

/// <summary>What verifying came to for one file.</summary>
public enum FileVerdict : byte
{
    /// <summary>The digest is the one in the manifest.</summary>
    Ok,

    /// <summary>The digest is another one.</summary>
    Mismatch,

    /// <summary>The manifest lists the file, the package does not have it.</summary>
    Missing,

    /// <summary>The package has the file, the manifest does not list it.</summary>
    NotListed,

    /// <summary>The digest is made with an algorithm that is not checked.</summary>
    NotVerifiable,
}

/// <summary>One file, or one of several lines for it.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Algorithm">The digest's algorithm; null where none was checked.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Finding">Says more where the verdict is not <see cref="FileVerdict.Ok"/>.</param>
public sealed record VerifiedFile(string Name, ManifestAlgorithm? Algorithm, FileVerdict Verdict, Diagnostic? Finding = null);

/// <summary>What verifying a package against its manifest came to. Says nothing of who made the manifest: that is the signature's question.</summary>
/// <param name="Files">A verdict for each line of the manifest in order, then one for each file that has no line; empty without a manifest.</param>
/// <param name="Diagnostics">The findings in the same order.</param>
public sealed record PackageVerification(IReadOnlyList<VerifiedFile> Files, DiagnosticBag Diagnostics)
{
    /// <summary>True when there is a manifest and no file differs from it or is missing.</summary>
    public bool IsIntact => Files.Any(file => file.Verdict == FileVerdict.Ok) && !Diagnostics.HasErrors;
}
