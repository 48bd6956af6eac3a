using System.Collections.Immutable;

namespace OvfKit.Cli.Commands;

/// <summary>What the user asked of <c>convert</c>, as read from the command line.</summary>
internal sealed record ConvertArguments(
    string? From, string? To, string? DiskFormat, int Level, ImmutableDictionary<string, string> Settings, string Sha, bool SkipManifestCheck, bool Force, bool Quiet);
