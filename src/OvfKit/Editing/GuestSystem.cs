using System.Globalization;

namespace OvfKit.Editing;

/// <summary>A guest system as importers know it: by its number in CIM's list and by VMware's word.</summary>
/// <param name="CimId">The number (CIM_OperatingSystem.OSType), from 0.</param>
/// <param name="VMwareName">VMware's identifier, such as <c>ubuntu64Guest</c>, or null.</param>
/// <param name="Description">The name for people.</param>
public sealed record GuestSystem(int CimId, string? VMwareName, string Description)
{
    private static readonly (string Word, GuestSystem System)[] _words =
    [
        ("linux32", new(36, "otherLinuxGuest", "Linux (32-bit)")),
        ("linux", new(101, "otherLinux64Guest", "Linux (64-bit)")),
        ("debian", new(96, "debian10_64Guest", "Debian (64-bit)")),
        ("ubuntu", new(94, "ubuntu64Guest", "Ubuntu (64-bit)")),
        ("rhel", new(80, "rhel7_64Guest", "Red Hat Enterprise Linux (64-bit)")),
        ("centos", new(107, "centos7_64Guest", "CentOS (64-bit)")),
        ("suse", new(85, "sles12_64Guest", "SUSE Linux Enterprise (64-bit)")),
        ("freebsd", new(78, "freebsd64Guest", "FreeBSD (64-bit)")),
        ("windows10", new(120, "windows9_64Guest", "Windows 10 (64-bit)")),
        ("windows", new(120, "windows9_64Guest", "Windows (64-bit)")),
        ("windows-server", new(116, "windows9Server64Guest", "Windows Server (64-bit)")),
        ("other", new(1, "otherGuest64", "Other")),
    ];

    /// <summary>A system nothing is known of.</summary>
    public static GuestSystem Other { get; } = _words[^1].System;

    /// <summary>The words <see cref="Parse"/> knows.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. _words.Select(static pair => pair.Word)];

    /// <summary>Understands a word, a number of CIM's list, or VMware's identifier, which ends in <c>Guest</c> or <c>Guest64</c>.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public static GuestSystem Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (Array.Find(_words, pair => pair.Word.Equals(text, StringComparison.OrdinalIgnoreCase)) is { System: { } known })
            return known;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= ushort.MaxValue)
            return new(number, null, text);
        if (text.EndsWith("Guest", StringComparison.Ordinal) || text.EndsWith("Guest64", StringComparison.Ordinal))
            return Array.Find(_words, pair => pair.System.VMwareName == text).System ?? new(Other.CimId, text, text);
        throw new ArgumentException($"\"{text}\" is no guest system; write one of {string.Join(", ", Words)}, a number of CIM's list such as 101, or VMware's identifier such as ubuntu64Guest");
    }
}
