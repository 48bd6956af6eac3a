using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Xml;

namespace OvfKit.Tests.Xml;

public sealed class SourceTextTests
{
    private const string Sample = "<?xml version=\"1.0\"?>\n<a b=\"ä€😀\">ß</a>";

    private static SourceText Decode(byte[] bytes, DiagnosticBag? bag = null) => SourceText.Decode(bytes, "test.ovf", bag);

    private static InvalidContentException Refused(byte[] bytes, DiagnosticDescriptor code)
    {
        var exception = Assert.Throws<InvalidContentException>(() => Decode(bytes));
        Assert.Same(code, exception.Diagnostic.Descriptor);
        return exception;
    }

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 mark", "utf-16 mark", "utf-16BE mark", "utf-16", "utf-16BE"];

    [Theory, MemberData(nameof(Encodings))]
    public void Every_unicode_encoding_is_told_by_its_bytes_and_written_back(string kind)
    {
        var encoding = Encoding.GetEncoding(kind.Split(' ')[0]);
        byte[] mark = kind.EndsWith("mark", StringComparison.Ordinal) ? encoding.GetPreamble() : [];
        byte[] bytes = [.. mark, .. encoding.GetBytes(Sample)];

        var source = Decode(bytes);

        Assert.Equal(Sample, source.Text);
        Assert.Equal(bytes, source.Encode(source.Text));
        Assert.Equal([.. mark, .. encoding.GetBytes(Sample + "\nü")], source.Encode(Sample + "\nü"));
    }

    [Theory]
    [InlineData("iso-8859-1"), InlineData("windows-1252"), InlineData("windows-1251"), InlineData("shift_jis"), InlineData("US-ASCII")]
    public void A_declared_encoding_is_used(string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        var text = $"<?xml version='1.0' encoding='{name}'?><a>{(name == "US-ASCII" ? "x" : name == "windows-1251" ? "Ж" : name == "shift_jis" ? "日本" : "ä")}</a>";

        var bag = new DiagnosticBag();
        var source = Decode(encoding.GetBytes(text), bag);

        Assert.Empty(bag);
        Assert.Equal(text, source.Text);
        Assert.Equal(encoding.GetBytes(text + " "), source.Encode(text + " "));
    }

    [Theory]
    [InlineData("UTF-16"), InlineData("utf-32"), InlineData("klingon"), InlineData("utf-7"), InlineData("IBM500")]
    public void A_claim_the_bytes_refute_is_read_as_utf8_with_a_warning(string claim)
    {
        var text = $"<?xml version=\"1.0\" encoding=\"{claim}\"?><a>ä</a>";
        var bag = new DiagnosticBag();

        var source = Decode(Encoding.UTF8.GetBytes(text), bag);

        Assert.Equal(text, source.Text);
        Assert.Same(TextDiagnostics.EncodingClaim, Assert.Single(bag).Descriptor);
    }

    [Theory]
    [InlineData("utf-16", "utf-8", true), InlineData("utf-16", "UTF-16", false), InlineData("utf-16BE", "utf-16", false)]
    [InlineData("utf-8", "utf-8", false), InlineData("utf-8", "utf-16", true)]
    public void A_byte_order_mark_outweighs_the_claim(string actual, string claim, bool warns)
    {
        var text = $"<?xml version=\"1.0\" encoding=\"{claim}\"?><a>ä</a>";
        var encoding = Encoding.GetEncoding(actual);
        var bag = new DiagnosticBag();

        var source = Decode([.. encoding.GetPreamble(), .. encoding.GetBytes(text)], bag);

        Assert.Equal(text, source.Text);
        Assert.Equal(warns ? 1 : 0, bag.Count);
    }

    [Fact]
    public void Invalid_utf8_is_refused_with_offset_and_line()
    {
        var exception = Refused([.. "<a>\r\n<b>ä"u8, 0xC3, 0x28, .. "</b></a>"u8], TextDiagnostics.BadEncoding);

        Assert.Equal(new Location("test.ovf", 2, 5, 10), exception.Diagnostic.Location);
        Assert.Contains("C328", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'<', (byte)'a', 0xE2, 0x82 }, 2)]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'<', 0xFF }, 4)]
    [InlineData(new byte[] { (byte)'<', 0xED, 0xA0, 0x80 }, 1)]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'<', 0, 0x00, 0xD8, (byte)'a', 0 }, 6)] // a lone surrogate shows at what follows it
    public void A_cut_or_forbidden_sequence_is_refused_where_it_begins(byte[] bytes, int offset) =>
        Assert.Equal(offset, Refused(bytes, TextDiagnostics.BadEncoding).Diagnostic.Location.Offset);

    [Fact]
    public void A_character_the_declared_encoding_lacks_is_refused() =>
        Refused([.. "<?xml version='1.0' encoding='us-ascii'?><a>"u8, 0xE4, .. "</a>"u8], TextDiagnostics.BadEncoding);

    [Fact]
    public void Whatever_encoding_is_declared_bytes_that_do_not_fit_are_refused()
    {
        var random = new Random(1);
        foreach (var name in CodePagesEncodingProvider.Instance.GetEncodings().Concat(Encoding.GetEncodings()).Select(static one => one.Name).Distinct())
        {
            for (var round = 0; round < 50; round++)
            {
                var noise = new byte[random.Next(40)];
                random.NextBytes(noise);
                try
                {
                    var source = Decode([.. Encoding.ASCII.GetBytes($"<?xml version='1.0' encoding='{name}'?>"), .. noise]);
                    Assert.True(source.Text.StartsWith("<?xml", StringComparison.Ordinal), name);
                }
                catch (InvalidContentException exception)
                {
                    Assert.Same(TextDiagnostics.BadEncoding, exception.Diagnostic.Descriptor);
                    Assert.True(exception.Diagnostic.Location is { Line: > 0, Offset: > 0 });
                }
            }
        }
    }

    [Fact]
    public void Nothing_and_blanks_are_empty()
    {
        Refused([], TextDiagnostics.Empty);
        Refused([.. " \r\n\t"u8], TextDiagnostics.Empty);
        Refused([0xEF, 0xBB, 0xBF], TextDiagnostics.Empty);
        Refused(new byte[4096], TextDiagnostics.Empty);
    }

    [Theory]
    [InlineData("KDMV"), InlineData("SHA1(x)= 1"), InlineData("  text"), InlineData("{ }"), InlineData("disk.vmdk\0\0\0")]
    public void What_does_not_begin_with_markup_is_not_xml(string text) => Refused(Encoding.UTF8.GetBytes(text), TextDiagnostics.NotXml);

    [Fact]
    public void A_document_over_the_limit_is_refused_before_it_is_decoded()
    {
        Refused(new byte[33 << 20], TextDiagnostics.TooLarge);
        Assert.Throws<InvalidContentException>(() => SourceText.Decode("<a></a>"u8.ToArray(), "x", null, XmlLimits.Default with { MaxBytes = 6 }));
        Assert.Equal("<a></a>", SourceText.Decode("<a></a>"u8.ToArray(), "x", null, XmlLimits.Default with { MaxBytes = 7 }).Text);
    }

    [Fact]
    public void Lines_end_at_every_kind_of_line_end()
    {
        var source = Decode([.. "<a>\r\nb\nc\rd\r\r\ne"u8]);
        (int Line, int Column)[] expected =
        [
            (1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (2, 1), (2, 2), (3, 1), (3, 2), (4, 1), (4, 2), (5, 1), (5, 2), (6, 1), (6, 2),
        ];

        Assert.Equal(expected, Enumerable.Range(0, source.Text.Length + 1).Select(source.LocationOf).Select(static place => (place.Line, place.Column)));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.LocationOf(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.LocationOf(source.Text.Length + 1));
    }

    [Theory]
    [InlineData("<a/>", "\n"), InlineData("<a>\r\n\n</a>", "\r\n"), InlineData("<a>\n\r\n</a>", "\n"), InlineData("<a>\r\r\n</a>", "\r")]
    public void The_first_line_end_sets_the_style(string text, string expected) => Assert.Equal(expected, Decode(Encoding.UTF8.GetBytes(text)).NewLine);

    [Fact]
    public void What_the_encoding_lacks_cannot_be_written()
    {
        var source = Decode("<?xml version='1.0' encoding='iso-8859-1'?><a/>"u8.ToArray());

        Assert.Contains("iso-8859-1", Assert.Throws<InvalidOperationException>(() => source.Encode("<a>€</a>")).Message, StringComparison.Ordinal);
    }
}
