using System.Globalization;

namespace OvfKit.Testing;

/// <summary>What a guest sees of each fixture, as foreign tools read it.</summary>
/// <param name="Sha256">Of the guest bytes, lower-case hexadecimal.</param>
/// <param name="Length">Guest bytes.</param>
/// <param name="Path">Relative to fixtures/; <c>package!member</c> for a member of a package.</param>
public sealed record GuestHash(string Sha256, long Length, string Path)
{
    /// <summary>All lines of fixtures/disks/HASHES.</summary>
    public static IReadOnlyList<GuestHash> All { get; } =
    [
        .. File.ReadLines(RepositoryFiles.Fixture("disks/HASHES"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(fields => new GuestHash(fields[0], long.Parse(fields[1], CultureInfo.InvariantCulture), fields[2])),
    ];

    public override string ToString() => Path;
}
