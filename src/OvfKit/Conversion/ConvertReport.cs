using OvfKit.Diagnostics;
using OvfKit.Packaging;

namespace OvfKit.Conversion;

/// <summary>What became of a disk's file.</summary>
/// <param name="DiskIds">The disks of the descriptor that refer to the file.</param>
/// <param name="SourceName">The file's name before.</param>
/// <param name="SourceFormat">The format and variant before, <c>vmdk:streamOptimized</c>.</param>
/// <param name="TargetName">The file's name now.</param>
/// <param name="TargetFormat">The format and variant now.</param>
/// <param name="Length">Guest bytes.</param>
/// <param name="DataLength">Guest bytes that are not zeros.</param>
/// <param name="FileLength">The new file's length in bytes.</param>
public sealed record ConvertedDisk(
    IReadOnlyList<string> DiskIds, string SourceName, string SourceFormat, string TargetName, string TargetFormat,
    long Length, long DataLength, long FileLength);

/// <summary>What a conversion did.</summary>
/// <param name="Disks">The disks that were converted, in the order of their files; empty where they were copied.</param>
/// <param name="Entries">All entries of the new package, in its order.</param>
/// <param name="Diagnostics">The findings.</param>
public sealed record ConvertReport(IReadOnlyList<ConvertedDisk> Disks, IReadOnlyList<WrittenEntry> Entries, DiagnosticBag Diagnostics);
