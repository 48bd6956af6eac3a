using OvfKit.Diagnostics;

namespace OvfKit.Packaging;

/// <summary>The findings about manifests and digests (OVF4xxx).</summary>
public static class ManifestDiagnostics
{
    /// <summary>A line is not of the form <c>ALGORITHM(name)= digest</c>.</summary>
    public static readonly DiagnosticDescriptor MalformedLine = new("OVF4001", DiagnosticSeverity.Error, "malformed manifest line");

    /// <summary>The manifest has a line for itself, which can never hold.</summary>
    public static readonly DiagnosticDescriptor ListsItself = new("OVF4002", DiagnosticSeverity.Warning, "manifest lists itself");

    /// <summary>A digest is made with an algorithm that proves nothing or is not known.</summary>
    public static readonly DiagnosticDescriptor NotVerifiable = new("OVF4003", DiagnosticSeverity.Warning, "digest cannot be verified");

    /// <summary>The manifest is larger than any real one.</summary>
    public static readonly DiagnosticDescriptor TooLarge = new("OVF4004", DiagnosticSeverity.Error, "manifest too large");

    /// <summary>A file's digest is not the one in the manifest.</summary>
    public static readonly DiagnosticDescriptor Mismatch = new("OVF4005", DiagnosticSeverity.Error, "digest does not match");

    /// <summary>The manifest lists a file that is not in the package.</summary>
    public static readonly DiagnosticDescriptor ListedFileMissing = new("OVF4006", DiagnosticSeverity.Error, "file listed in the manifest is missing");

    /// <summary>A file of the package has no line in the manifest.</summary>
    public static readonly DiagnosticDescriptor NotListed = new("OVF4007", DiagnosticSeverity.Warning, "file not listed in the manifest");

    /// <summary>The package has no manifest.</summary>
    public static readonly DiagnosticDescriptor NoManifest = new("OVF4008", DiagnosticSeverity.Info, "package has no manifest");

    /// <summary>Lines have blanks where vSphere accepts none.</summary>
    public static readonly DiagnosticDescriptor LooseSpelling = new("OVF4009", DiagnosticSeverity.Warning, "manifest spelled loosely");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [MalformedLine, ListsItself, NotVerifiable, TooLarge, Mismatch, ListedFileMissing, NotListed, NoManifest, LooseSpelling];
}
