using OvfKit.Diagnostics;
using OvfKit.Disks;

namespace OvfKit.Cli;

/// <summary>Opens disk files the way the user means them.</summary>
internal static class DiskFiles
{
    /// <summary>Opens a disk by its content, or as what the user says; a file that is named like a raw disk and looks like nothing else is raw.</summary>
    public static DiskImage Open(string path, string? from, DiagnosticBag diagnostics)
    {
        var options = new DiskOpenOptions { Diagnostics = diagnostics, Resolver = new FolderReferences(Path.GetDirectoryName(Path.GetFullPath(path))!).Resolve };
        if (from is not null)
            return DiskFormats.BuiltIn.OpenFile(path, options, FormatName.Parse(from).Format);
        try
        {
            return DiskFormats.BuiltIn.OpenFile(path, options);
        }
        catch (UnsupportedContentException exception) when (exception.Diagnostic.Descriptor == DiskDiagnostics.UnknownFormat && DiskFormats.BuiltIn.FindByExtension(path) is { Name: "raw" } raw)
        {
            return DiskFormats.BuiltIn.OpenFile(path, options, raw);
        }
    }
}
