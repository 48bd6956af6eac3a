using System.Formats.Tar;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Packaging;
using OvfKit.Testing;

namespace OvfKit.Tests.Packaging;

public sealed class OvaStoreTests
{
    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Pax)]
    public void Every_kind_of_tar_is_read_in_order(TarEntryFormat format)
    {
        var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, format, leaveOpen: true))
        {
            foreach (var name in (string[])["./a.ovf", "empty", "d/" + new string('x', format is TarEntryFormat.V7 ? 60 : 90)])
                writer.WriteEntry(Entry(format, name, name));
        }

        var found = new DiagnosticBag();
        using var store = Sample.Store(stream.ToArray(), found);
        Assert.Equal(["a.ovf", "empty", store.Entries[2].Name], store.Entries.Select(e => e.Name));
        Assert.All(store.Entries, e => Assert.EndsWith(e.Name, Sample.Text(e.Open()), StringComparison.Ordinal));
        Assert.Empty(found);
    }

    [Theory]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Pax)]
    public void Long_names_are_read(TarEntryFormat format)
    {
        var name = string.Join('/', Enumerable.Repeat(new string('n', 80), 4));
        var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, format, leaveOpen: true))
            writer.WriteEntry(Entry(format, name, "content"));
        using var store = Sample.Store(stream.ToArray());
        Assert.Equal(name, Assert.Single(store.Entries).Name);
        Assert.Equal("content", Sample.Text(store.Entries[0].Open()));
    }

    [Fact]
    public void Directories_and_global_attributes_are_ignored()
    {
        var archive = new TarBuilder().Member("d/", '5', []).Member("g", 'g', "13 comment=x\n"u8.ToArray()).File("d/a.ovf", "x").End();
        using var store = Sample.Store(archive);
        Assert.Equal("d/a.ovf", Assert.Single(store.Entries).Name);
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("d/../../a")]
    [InlineData("/etc/passwd")]
    [InlineData("C:a")]
    [InlineData("d\\a")]
    [InlineData("a\nb")]
    [InlineData("./")]
    public void OVF3004_unsafe_names_are_refused_where_they_stand(string name)
    {
        var tar = new TarBuilder().File("a.ovf", "x");
        var at = tar.Length;
        var failure = Assert.Throws<InvalidContentException>(() => Sample.Store(tar.File(name).End()));
        Assert.Equal(PackageDiagnostics.UnsafeName.Id, failure.Diagnostic.Id);
        Assert.Equal(Location.AtOffset("a.ova", at), failure.Diagnostic.Location);
    }

    [Theory]
    [InlineData("path=../../a")]
    [InlineData("path=a\0b")]
    public void OVF3004_unsafe_names_in_pax_attributes_are_refused(string record) =>
        Refused(PackageDiagnostics.UnsafeName, new TarBuilder().Pax(record).File("a").End());

    [Theory]
    [InlineData('1')]
    [InlineData('2')]
    [InlineData('3')]
    [InlineData('4')]
    [InlineData('6')]
    public void OVF3005_links_and_devices_are_refused(char type) => Refused(PackageDiagnostics.NotAFile, new TarBuilder().Member("a", type, []).End());

    [Fact]
    public void OVF3005_sparse_members_are_refused() => Refused(PackageDiagnostics.NotAFile, new TarBuilder().Pax("GNU.sparse.major=1").File("a").End());

    [Fact]
    public void OVF3006_duplicate_names_are_refused() => Refused(PackageDiagnostics.DuplicateName, new TarBuilder().File("a").File("./a").End());

    [Fact]
    public void OVF3007_content_past_the_end_is_refused()
    {
        Refused(PackageDiagnostics.ArchiveTruncated, new TarBuilder().Member("a", '0', new byte[600], statedSize: 5000).End());
        Refused(PackageDiagnostics.ArchiveTruncated, new TarBuilder().Member("a", '0', new byte[600], statedSize: 8L << 30).Bytes()[..1000]);
        Refused(PackageDiagnostics.ArchiveTruncated, new TarBuilder().Pax("size=99999999999").File("a").End());
        Refused(PackageDiagnostics.ArchiveTruncated, new TarBuilder().File("a").Raw(new byte[100]).Bytes());
    }

    [Theory]
    [InlineData("size=-5")]
    [InlineData("size=x")]
    [InlineData("size=9223372036854775807")]
    [InlineData("size=99999999999999999999")]
    public void OVF3008_absurd_sizes_are_refused(string record) => Refused(PackageDiagnostics.ArchiveDamaged, new TarBuilder().Pax(record).File("a").End());

    [Fact]
    public void OVF3008_damaged_headers_are_refused()
    {
        Refused(PackageDiagnostics.ArchiveDamaged, new TarBuilder().Member("a", '0', [], wrongChecksum: true).End());
        Refused(PackageDiagnostics.ArchiveDamaged, new TarBuilder().File("a", "x").Raw(Encoding.ASCII.GetBytes(new string('x', 2048))).Bytes());
        Refused(PackageDiagnostics.ArchiveDamaged, new TarBuilder().Member("././@LongLink", 'L', new byte[100], statedSize: 1_900_000_000).End());
        Refused(PackageDiagnostics.ArchiveDamaged, new TarBuilder().Member("a", 'S', []).End());
    }

    [Fact]
    public void OVF3009_too_many_members_are_refused()
    {
        var tar = new TarBuilder();
        for (var i = 0; i <= OvaStore.MaxEntries; i++)
            tar.Member("d/", '5', []);
        Refused(PackageDiagnostics.TooManyEntries, tar.End());
    }

    [Fact]
    public void OVF3019_a_missing_end_is_reported()
    {
        var found = new DiagnosticBag();
        using var store = Sample.Store(new TarBuilder().File("a.ovf", "x").Bytes(), found);
        Assert.Equal(PackageDiagnostics.EndMissing.Id, Assert.Single(found).Id);
    }

    [Fact]
    public void Damage_of_any_kind_is_a_coded_failure()
    {
        var archive = new TarBuilder().File("a.ovf", "text").Pax("path=long").File("x").Member("././@LongLink", 'L', new byte[120]).File("b", new string('b', 3000)).End();
        for (var seed = 0; seed < 3000; seed++)
        {
            var damaged = new Mutator(seed).Mutate(archive, (0, 512), (1024, 2048));
            try
            {
                using var store = Sample.Store(damaged);
                Assert.All(store.Entries, entry => Sample.Text(entry.Open()));
            }
            catch (InvalidContentException)
            {
            }
        }
    }

    private static void Refused(DiagnosticDescriptor expected, byte[] archive) => Sample.Raises<InvalidContentException>(expected, () => Sample.Store(archive));

    private static TarEntry Entry(TarEntryFormat format, string name, string content)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
            TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
            TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
            _ => new PaxTarEntry(TarEntryType.RegularFile, name),
        };
        entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        return entry;
    }
}
