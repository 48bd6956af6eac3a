using System.Globalization;
using System.Text;

namespace OvfKit.Packaging;

/// <summary>What a journal says: which work it is about, and what of it is finished. Read back it is hostile input.</summary>
/// <param name="Source">The fingerprint of the source.</param>
/// <param name="Options">The fingerprint of what was asked for.</param>
/// <param name="Seed">What the run's ids are made of.</param>
/// <param name="Time">The run's time, in whole seconds.</param>
internal sealed record JournalText(string Source, string Options, Guid Seed, DateTimeOffset Time)
{
    // A line for each of the most entries a package may have, with names of usual length.
    public const int MaxLength = 32 << 20;

    private const string BegunMark = "begun ";
    private const string Title = "ovfkit journal 1";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The entries that are finished, by name.</summary>
    public Dictionary<string, FinishedEntry> Finished { get; } = new(StringComparer.Ordinal);

    /// <summary>What is there of entries that are not finished, by name.</summary>
    public Dictionary<string, FinishedEntry> Begun { get; } = new(StringComparer.Ordinal);

    /// <summary>The whole journal.</summary>
    public byte[] ToBytes() => [.. Head(), .. Finished.Values.SelectMany(static entry => LineOf(entry)), .. Begun.Values.SelectMany(static entry => LineOf(entry, isBegun: true))];

    /// <summary>The lines a journal begins with.</summary>
    public byte[] Head() => Strict.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Title}\nsource {Source}\noptions {Options}\nseed {Seed:D}\ntime {Time.ToUnixTimeSeconds()}\n"));

    /// <summary>The line of an entry.</summary>
    public static byte[] LineOf(FinishedEntry entry, bool isBegun = false) => Strict.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{(isBegun ? BegunMark : "")}{entry.Algorithm} {Convert.ToHexStringLower(entry.Digest.Span)} {entry.Length} {entry.DataLength} {entry.Name}\n"));

    /// <summary>Understands a journal as far as its last whole line.</summary>
    /// <returns>What it says, or null where it is none.</returns>
    public static JournalText? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxLength)
            return null;
        try
        {
            // What was killed while it wrote a line has not finished the entry.
            var lines = Strict.GetString(bytes[..(bytes.LastIndexOf((byte)'\n') + 1)]).Split('\n')[..^1];
            if (lines.Length < 5 || lines[0] != Title || ParseHead(lines) is not { } journal)
                return null;
            foreach (var line in lines.AsSpan(5))
            {
                var begun = ValueOf(line, BegunMark);
                if (journal.Finished.Count == OvaStore.MaxEntries || ParseLine(begun ?? line) is not { } entry)
                    return null;
                if (begun is null)
                    journal.Finish(entry);
                else
                    journal.Begun[entry.Name] = entry;
            }

            return journal;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Notes that an entry is finished.</summary>
    public void Finish(FinishedEntry entry)
    {
        Begun.Remove(entry.Name);
        Finished[entry.Name] = entry;
    }

    private static JournalText? ParseHead(string[] lines) =>
        ValueOf(lines[1], "source ") is { } source && ValueOf(lines[2], "options ") is { } options
        && Guid.TryParseExact(ValueOf(lines[3], "seed "), "D", out var seed)
        && long.TryParse(ValueOf(lines[4], "time "), NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? new JournalText(source, options, seed, DateTimeOffset.FromUnixTimeSeconds(time))
            : null;

    private static string? ValueOf(string line, string key) => line.StartsWith(key, StringComparison.Ordinal) ? line[key.Length..] : null;

    private static FinishedEntry? ParseLine(string line)
    {
        if (line.Split(' ', 5) is not [var name, var hex, var length, var dataLength, var file]
            || ManifestAlgorithm.Find(name) is not { } algorithm || hex.Length != 2 * algorithm.DigestLength || !hex.All(char.IsAsciiHexDigit)
            || !TryParse(length, out var bytes) || !TryParse(dataLength, out var data) || EntryName.Normalize(file, out _) != file)
            return null;
        return new FinishedEntry(file, bytes, algorithm, Convert.FromHexString(hex), data);
    }

    private static bool TryParse(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
