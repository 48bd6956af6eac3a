using System.Text;
using OvfKit.Packaging;
using OvfKit.Testing;

namespace OvfKit.Tests.Packaging;

public sealed class JournalTextTests
{
    private static readonly byte[] Whole = Write(
        new FinishedEntry("a disk (1).vmdk", 5, ManifestAlgorithm.Sha256, new byte[32], 7),
        new FinishedEntry("ordner/ä", 0, ManifestAlgorithm.Sha1, new byte[20], 0));

    [Fact]
    public void What_is_written_is_understood()
    {
        var journal = JournalText.Parse(Whole)!;
        Assert.Equal(("from", "how", 1_700_000_000), (journal.Source, journal.Options, journal.Time.ToUnixTimeSeconds()));
        Assert.Equal(["a disk (1).vmdk", "ordner/ä"], journal.Finished.Keys);
        var disk = journal.Finished["a disk (1).vmdk"];
        Assert.Equal((5, ManifestAlgorithm.Sha256, 7, 32), (disk.Length, disk.Algorithm, disk.DataLength, disk.Digest.Length));
        Assert.Equal(Whole, journal.ToBytes());
    }

    [Fact]
    public void A_beginning_counts_until_its_entry_is_finished()
    {
        var beginning = new FinishedEntry("b", 5, ManifestAlgorithm.Sha512, new byte[64], 0);
        byte[] begun = [.. Whole, .. JournalText.LineOf(beginning with { Length = 3 }, isBegun: true), .. JournalText.LineOf(beginning, isBegun: true)];
        var journal = JournalText.Parse(begun)!;
        Assert.Equal((2, 5), (journal.Finished.Count, journal.Begun["b"].Length));
        Assert.Equal(5, JournalText.Parse(journal.ToBytes())!.Begun["b"].Length);
        journal = JournalText.Parse([.. begun, .. JournalText.LineOf(beginning with { Length = 7 })])!;
        Assert.Empty(journal.Begun);
        Assert.Equal(7, journal.Finished["b"].Length);
    }

    [Fact]
    public void A_line_that_was_cut_off_does_not_count()
    {
        var counts = Enumerable.Range(0, Whole.Length + 1).Select(length => JournalText.Parse(Whole.AsSpan(0, length))?.Finished.Count).ToList();
        var head = JournalText.Parse(Whole)!.Head().Length;
        Assert.All(counts.Take(head), Assert.Null);
        Assert.All(counts.Skip(head), count => Assert.NotNull(count));
        Assert.Equal((0, 1, 2), (counts[head], counts[^2], counts[^1]));
    }

    [Theory]
    [InlineData("a disk", "../disk")]
    [InlineData("a disk", "/a disk")]
    [InlineData("a disk", "a\0disk")]
    [InlineData("SHA256", "MD5")]
    [InlineData("SHA256 00", "SHA256 0")]
    [InlineData("SHA256 00", "SHA256 zz")]
    [InlineData(" 5 7 ", " -5 7 ")]
    [InlineData(" 5 7 ", " 5 99999999999999999999 ")]
    [InlineData("journal 1", "journal 2")]
    [InlineData("time 1", "time 99999999999")]
    [InlineData("time 1", "time x")]
    [InlineData("seed 0", "seed x")]
    [InlineData("options", "")]
    public void Anything_else_is_no_journal(string text, string instead)
    {
        var changed = Encoding.UTF8.GetString(Whole).Replace(text, instead, StringComparison.Ordinal);
        Assert.Null(JournalText.Parse(Encoding.UTF8.GetBytes(changed)));
    }

    [Fact]
    public void Any_bytes_are_survived()
    {
        Assert.Null(JournalText.Parse([.. Whole, 0xFF, (byte)'\n']));
        Assert.Null(JournalText.Parse(new byte[JournalText.MaxLength + 1]));
        var mutator = new Mutator(7);
        for (var i = 0; i < 2000; i++)
            JournalText.Parse(mutator.Mutate(Whole));
    }

    private static byte[] Write(params FinishedEntry[] entries) =>
        [.. new JournalText("from", "how", new Guid(1, 2, 3, new byte[8]), DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)).Head(), .. entries.SelectMany(static entry => JournalText.LineOf(entry))];
}
