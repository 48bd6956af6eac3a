using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Packaging;

namespace OvfKit.Tests.Packaging;

public sealed class ManifestTests
{
    private const string Sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    private const string Sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData($"SHA256(disk.vmdk)= {Sha256}\n", "disk.vmdk")]
    [InlineData($"SHA256 (disk.vmdk) = {Sha256}", "disk.vmdk")]
    [InlineData($"sha256(disk.vmdk)={Sha256}\r\n\r\n", "disk.vmdk")]
    [InlineData($"SHA-256(disk.vmdk)= {Sha256}\n", "disk.vmdk")]
    [InlineData($"\uFEFFSHA256(disk.vmdk)= {Sha256}\n", "disk.vmdk")]
    [InlineData($"  SHA256(disk.vmdk)=   {Sha256}  \n", "disk.vmdk")]
    [InlineData($"\n\nSHA256(my disk (2)= x).vmdk)= {Sha256}\n", "my disk (2)= x).vmdk")]
    [InlineData($"SHA256(Größe.vmdk)= {Sha256}\n", "Größe.vmdk")]
    public void Every_spelling_is_read(string text, string name)
    {
        var entry = Assert.Single(Parse(text).Entries);
        Assert.Equal(name, entry.FileName);
        Assert.Equal(ManifestAlgorithm.Sha256, entry.Algorithm);
        Assert.Equal(Sha256, Convert.ToHexStringLower(entry.Digest.Span));
    }

    [Fact]
    public void Upper_case_digits_are_read_and_reported_once()
    {
        var found = new DiagnosticBag();
        var manifest = Parse($"SHA1(a)= {Sha1.ToUpperInvariant()}\nSHA1(b)= {Sha1.ToUpperInvariant()}\n", found);
        Assert.Equal(2, manifest.Entries.Count);
        Assert.Equal(ManifestDiagnostics.LooseSpelling.Id, Assert.Single(found).Id);
    }

    [Fact]
    public void Two_algorithms_for_one_file_are_both_kept()
    {
        var manifest = Parse($"SHA1(a)= {Sha1}\nSHA256(a)= {Sha256}\n");
        Assert.Equal([ManifestAlgorithm.Sha1, ManifestAlgorithm.Sha256], manifest.Entries.Select(e => e.Algorithm));
        Assert.Equal([1, 2], manifest.Entries.Select(e => e.Line));
    }

    [Fact]
    public void OVF4001_names_the_line()
    {
        foreach (var line in (string[])["nonsense", $"{Sha256}  disk.vmdk", "SHA256(a)= xyz", "SHA256(a)= ", "SHA256(a)= abc", $"SHA256(a)= {Sha1}", $"SHA256()= {Sha256}", $"(a)= {Sha256}", $"SHA256 a = {Sha256}", "=", ")="])
        {
            var failure = Assert.Throws<InvalidContentException>(() => Parse($"SHA1(ok)= {Sha1}\n{line}\n"));
            Assert.Equal(ManifestDiagnostics.MalformedLine.Id, failure.Diagnostic.Id);
            Assert.Equal(new Location("a.mf", 2, 1), failure.Diagnostic.Location);
        }
    }

    [Fact]
    public void OVF4002_a_line_for_the_manifest_itself_is_ignored()
    {
        var found = new DiagnosticBag();
        Assert.Empty(Parse($"SHA256(a.mf)= {Sha256}\n", found).Entries);
        Assert.Equal(ManifestDiagnostics.ListsItself.Id, Assert.Single(found).Id);
    }

    [Fact]
    public void OVF4003_MD5_is_known_and_not_verified()
    {
        var found = new DiagnosticBag();
        var entry = Assert.Single(Parse("MD5(a)= d41d8cd98f00b204e9800998ecf8427e\n", found).Entries);
        Assert.Null(entry.Algorithm);
        Assert.Equal(ManifestDiagnostics.NotVerifiable.Id, Assert.Single(found).Id);
    }

    [Fact]
    public void OVF4004_a_huge_manifest_is_refused() =>
        Sample.Raises<InvalidContentException>(ManifestDiagnostics.TooLarge, () => Manifest.Parse(new byte[Manifest.MaxLength + 1], "a.mf"));

    [Fact]
    public void OVF4009_blanks_are_reported()
    {
        var found = new DiagnosticBag();
        Parse($"SHA1(a)= {Sha1}\nSHA1 (b) = {Sha1}\n", found);
        Assert.Equal("a.mf(2,1)", Assert.Single(found).Location.ToString());
    }

    [Fact]
    public void Strict_form_is_written_and_its_length_known_before()
    {
        string[] names = ["a.ovf", "Größe (1).vmdk"];
        foreach (var algorithm in ManifestAlgorithm.All)
        {
            var bytes = new Manifest(names.Select(name => new ManifestEntry(name, algorithm.Name, new byte[algorithm.DigestLength]))).ToBytes();
            Assert.Equal(bytes.Length, Manifest.LengthOf(algorithm, names));
            var found = new DiagnosticBag();
            Assert.Equal(names, Manifest.Parse(bytes, "a.mf", found).Entries.Select(e => e.FileName));
            Assert.Empty(found);
        }

        var sample = new Manifest([new ManifestEntry("a.ovf", "SHA256", Convert.FromHexString(Sha256))]);
        Assert.Equal($"SHA256(a.ovf)= {Sha256}\n", Encoding.UTF8.GetString(sample.ToBytes()));
    }

    private static Manifest Parse(string text, DiagnosticBag? diagnostics = null) => Manifest.Parse(Encoding.UTF8.GetBytes(text), "a.mf", diagnostics);
}
