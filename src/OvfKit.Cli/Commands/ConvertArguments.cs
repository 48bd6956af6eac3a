using OvfKit.Conversion;
using OvfKit.Editing;
using OvfKit.Signing;

namespace OvfKit.Cli.Commands;

/// <summary>What the user asked of <c>convert</c> beside the disk's own options, as read from the command line.</summary>
internal sealed record ConvertArguments(
    DiskInput Input, PackageInput PackageInput, DiskOutput Output, string? DiskFormat, OvfVersion? Version, string Sha, bool SkipManifestCheck, PackageSigner? Signer,
    bool? KeepManifest = null, FileStorage? Storage = null, DescriptorChanges? Changes = null, bool Resume = false);
