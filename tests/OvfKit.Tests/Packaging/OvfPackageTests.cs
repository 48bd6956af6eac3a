using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Packaging;
using OvfKit.Testing;
using OvfKit.Validation;

namespace OvfKit.Tests.Packaging;

public sealed class OvfPackageTests
{
    [Fact]
    public void OVF3002_a_descriptor_is_required() =>
        Sample.Raises<InvalidContentException>(PackageDiagnostics.DescriptorMissing, () => Sample.Package(new TarBuilder().File("a.mf").File("._a.ovf").End()));

    [Fact]
    public void OVF3003_one_descriptor_is_allowed()
    {
        var failure = Assert.Throws<InvalidContentException>(() => Sample.Package(new TarBuilder().File("a.ovf").File("b.ovf").End()));
        Assert.Equal(PackageDiagnostics.SeveralDescriptors.Id, failure.Diagnostic.Id);
        Assert.Contains("a.ovf, b.ovf", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b.ovf", "b.ovf")]
    [InlineData("./A.OVF", "a.ovf")]
    public void The_descriptor_that_is_named_is_taken(string name, string expected)
    {
        var archive = new TarBuilder().File("a.ovf", Sample.Envelope("")).File("a.mf").File("b.ovf", Sample.Envelope("")).File("b.mf").File("x").End();
        using var package = OvfPackage.Open(Sample.Store(archive), new PackageOpenOptions { Descriptor = name });
        Assert.Equal(expected, package.DescriptorEntry.Name);
        Assert.Equal("x", Assert.Single(package.Extras).Name);
        Sample.Raises<InvalidContentException>(PackageDiagnostics.DescriptorMissing, () => OvfPackage.Open(Sample.Store(archive), new PackageOpenOptions { Descriptor = "x" }));
    }

    [Fact]
    public void OVF3018_the_descriptor_should_come_first()
    {
        var found = new DiagnosticBag();
        using var package = Sample.Package(new TarBuilder().File("._a.ovf", "x").File("a.ovf", Sample.Envelope("")).End(), found);
        Assert.Equal("a.ovf", package.DescriptorEntry.Name);
        Assert.Equal(PackageDiagnostics.DescriptorNotFirst.Id, Assert.Single(found).Id);
    }

    [Theory]
    [InlineData("my disk.vmdk", "my disk.vmdk")]
    [InlineData("my%20disk.vmdk", "my disk.vmdk")]
    [InlineData("my%20disk.vmdk", "my%20disk.vmdk")]
    [InlineData("./d/x.vmdk", "d/x.vmdk")]
    [InlineData("50%.vmdk", "50%.vmdk")]
    [InlineData("disk:b.vmdk", "disk:b.vmdk")]
    public void References_are_joined_with_entries(string href, string entry)
    {
        var found = new DiagnosticBag();
        using var package = Sample.Package($"""<File ovf:id="f" ovf:href="{href}" ovf:size="1"/>""", """<Disk ovf:diskId="d" ovf:fileRef="f"/>""", found, (entry, "x"));
        Assert.Equal(entry, Assert.Single(package.Files).Entry!.Name);
        Assert.Same(package.Files[0], Assert.Single(package.Disks).File);
        Assert.Empty(found);
        Assert.Empty(package.Extras);
    }

    [Theory]
    [InlineData("../x.vmdk")]
    [InlineData("..%2fx.vmdk")]
    [InlineData("d/%2e%2e/../../x.vmdk")]
    [InlineData("/etc/passwd")]
    [InlineData("%2Fetc%2Fpasswd")]
    [InlineData("file:///etc/passwd")]
    [InlineData("C:\\x.vmdk")]
    [InlineData("a%00b")]
    public void OVF3010_references_cannot_leave_the_package(string href) => Absent<InvalidContentException>(PackageDiagnostics.UnsafeReference, $"""<File ovf:id="f" ovf:href="{href}"/>""");

    [Theory]
    [InlineData("http://example.org/x.vmdk")]
    [InlineData("nfs://server/x")]
    public void OVF3011_addresses_are_never_fetched(string href) => Absent<UnsupportedContentException>(PackageDiagnostics.ExternalReference, $"""<File ovf:id="f" ovf:href="{href}"/>""");

    [Fact]
    public void OVF3012_missing_files_are_reported() => Absent<InvalidContentException>(PackageDiagnostics.FileMissing, """<File ovf:id="f" ovf:href="x.vmdk"/>""");

    [Fact]
    public void OVF3013_sizes_are_compared()
    {
        var found = new DiagnosticBag();
        using var package = Sample.Package("""<File ovf:id="f" ovf:href="x" ovf:size="7"/>""", "", found, ("x", "abc"));
        Assert.Equal(PackageDiagnostics.SizeDiffers.Id, Assert.Single(found).Id);
    }

    [Fact]
    public void OVF3020_content_decides_the_format()
    {
        var found = new DiagnosticBag();
        var vmdk = RepositoryFiles.FixtureBytes("disks/vmdk/tiny-stream.vmdk.gz");
        using var package = Sample.Package(
            new TarBuilder()
                .File("a.ovf", Sample.Envelope("""<File ovf:id="f" ovf:href="x.raw"/>""", """<Disk ovf:diskId="d" ovf:fileRef="f" ovf:format="http://en.wikipedia.org/wiki/Byte"/>"""))
                .Member("x.raw", '0', vmdk).End(),
            found);
        using var image = package.OpenDisk(package.Disks[0]);
        Assert.Equal("vmdk", image.Format.Name);
        Assert.Equal(PackageDiagnostics.FormatDiffers.Id, Assert.Single(found).Id);
    }

    [Theory]
    [InlineData("x.raw", "", true)]
    [InlineData("x", "ovf:format=\"http://en.wikipedia.org/wiki/Byte\"", true)]
    [InlineData("x.bin", "", false)]
    [InlineData("x.vmdk", "ovf:format=\"http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized\"", false)]
    public void Raw_is_taken_only_where_it_is_said(string name, string format, bool opens)
    {
        using var package = Sample.Package($"""<File ovf:id="f" ovf:href="{name}"/>""", $"""<Disk ovf:diskId="d" ovf:fileRef="f" {format}/>""", null, (name, new string('r', 512)));
        if (opens)
        {
            using var image = package.OpenDisk(package.Disks[0]);
            Assert.Equal("raw", image.Format.Name);
        }
        else
        {
            Sample.Raises<UnsupportedContentException>(DiskDiagnostics.UnknownFormat, () => package.OpenDisk(package.Disks[0]));
        }
    }

    [Fact]
    public void OVF3021_a_manifest_of_another_name_is_taken()
    {
        var found = new DiagnosticBag();
        using var package = Sample.Package("", "", found, ("b.mf", ""));
        Assert.Equal("b.mf", package.ManifestEntry!.Name);
        Assert.Equal(PackageDiagnostics.BaseNameDiffers.Id, Assert.Single(found).Id);
    }

    [Fact]
    public void OVF3022_a_disk_without_file_cannot_be_opened()
    {
        using var package = Sample.Package("", """<Disk ovf:diskId="d" ovf:capacity="512"/><Disk ovf:diskId="e" ovf:fileRef="nobody"/>""");
        Assert.All(package.Disks, disk => Sample.Raises<InvalidContentException>(PackageDiagnostics.DiskWithoutFile, () => package.OpenDisk(disk)));
    }

    [Fact]
    public void OVF3050_a_disk_is_found_by_number_id_or_file_and_never_guessed()
    {
        using var package = Sample.Package(
            """<File ovf:id="f" ovf:href="one.raw"/><File ovf:id="g" ovf:href="two.raw"/>""",
            """<Disk ovf:diskId="empty" ovf:capacity="512"/><Disk ovf:diskId="d" ovf:fileRef="f"/><Disk ovf:diskId="e" ovf:fileRef="g"/>""");
        Assert.Same(package.Disks[1], package.FindDisk("2"));
        Assert.Same(package.Disks[1], package.FindDisk("d"));
        Assert.Same(package.Disks[2], package.FindDisk("two.raw"));
        Sample.Raises<UnsupportedContentException>(PackageDiagnostics.SeveralDisks, () => package.FindDisk());
    }

    [Fact]
    public void OVF3051_the_only_disk_with_a_file_needs_no_name()
    {
        using var package = Sample.Package("""<File ovf:id="f" ovf:href="one.raw"/>""", """<Disk ovf:diskId="empty" ovf:capacity="512"/><Disk ovf:diskId="d" ovf:fileRef="f"/>""");
        Assert.Same(package.Disks[1], package.FindDisk());
        foreach (var name in new[] { "0", "3", "f", "one.RAW" })
            Sample.Raises<UnsupportedContentException>(PackageDiagnostics.DiskNotFound, () => package.FindDisk(name));
        using var without = Sample.Package("", """<Disk ovf:diskId="empty" ovf:capacity="512"/>""");
        Sample.Raises<UnsupportedContentException>(PackageDiagnostics.DiskNotFound, () => without.FindDisk());
    }

    [Fact]
    public void Descriptor_in_a_folder_refers_to_files_beside_it()
    {
        using var package = Sample.Package(new TarBuilder().File("d/a.ovf", Sample.Envelope("""<File ovf:id="f" ovf:href="x"/>""")).File("d/a.mf").File("d/x", "content").End());
        Assert.Equal("content", Sample.Text(package.Files[0].OpenContent()));
        Assert.Equal("x", package.Files[0].Name);
        Assert.Equal("d/a.mf", package.ManifestEntry!.Name);
    }

    [Fact]
    public void Disks_of_oVirt_name_their_file_by_its_path()
    {
        var descriptor = """<?xml version="1.0"?><ovf:Envelope xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1/"><References><File ovf:id="image" ovf:href="group/image"/></References><Section xsi:type="ovf:DiskSection_Type" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Info/><Disk ovf:diskId="image" ovf:fileRef="group/image"/></Section></ovf:Envelope>""";
        using var package = Sample.Package(new TarBuilder().File("a.ovf", descriptor).File("group/image", "x").End());
        Assert.Same(package.Files[0], Assert.Single(package.Disks).File);
    }

    [Fact]
    public void Parents_come_from_the_package()
    {
        var tar = new TarBuilder().File("a.ovf", Sample.Envelope(
            """<File ovf:id="p" ovf:href="base.vmdk"/><File ovf:id="c" ovf:href="delta.vmdk"/>""",
            """<Disk ovf:diskId="dp" ovf:fileRef="p"/><Disk ovf:diskId="dc" ovf:fileRef="c" ovf:parentRef="dp"/>"""));
        using var package = Sample.Package(tar.Member("base.vmdk", '0', RepositoryFiles.FixtureBytes("disks/vmdk/parent.vmdk.gz")).Member("delta.vmdk", '0', RepositoryFiles.FixtureBytes("disks/vmdk/child.vmdk.gz")).End());
        using var image = package.OpenDisk(package.Disks[1]);
        Assert.Equal(GuestHash.All.Single(h => h.Path == "disks/vmdk/child.vmdk.gz").Sha256, DiskAssert.Hash(image));
    }

    [Fact]
    public void Numbers_that_are_none_do_not_keep_a_package_closed()
    {
        var found = new DiagnosticBag();
        using var package = Sample.Package("""<File ovf:id="f" ovf:href="x" ovf:size="big"/><File ovf:id="g" ovf:href="y" ovf:chunkSize="some"/>""", "", found, ("x", "1"));
        Assert.Equal("1", Sample.Text(package.Files[0].OpenContent()));
        Assert.Equal([PackageDiagnostics.SizeDiffers.Id, PackageDiagnostics.FileMissing.Id], found.Select(d => d.Id));
    }

    /// <summary>VMware takes a size below zero for "not known"; what the descriptor's rules warn of must be no error of the package.</summary>
    [Theory]
    [InlineData("-2"), InlineData("99")]
    public void A_size_that_is_wrong_is_no_error_of_a_package(string size)
    {
        var found = new DiagnosticBag();
        using var package = Sample.Package($"""<File ovf:id="f" ovf:href="x" ovf:size="{size}"/>""", "", found, ("x", "1"));
        DescriptorValidator.Validate(package.Descriptor, null, found);
        Assert.DoesNotContain(found, one => one.Severity == DiagnosticSeverity.Error && one.Location.Line == 5);
        Assert.Contains(found, one => one.Descriptor == PackageDiagnostics.SizeDiffers);
    }

    [Fact]
    public void Damage_of_any_kind_is_a_coded_failure()
    {
        using var folder = new TempFolder();
        var archive = File.ReadAllBytes(RepositoryFiles.Fixture("packages/appliance.ova"));
        for (var seed = 0; seed < 1500; seed++)
        {
            var damaged = new Mutator(seed).Mutate(archive, (0, 14000));
            try
            {
                using var package = Sample.Package(damaged, new DiagnosticBag());
                foreach (var disk in package.Disks)
                    package.OpenDisk(disk).Dispose();
                _ = package.Manifest?.Entries.Select(line => package.Find(line.FileName)).ToList();
                Assert.All(package.Extras, entry => Sample.Text(entry.Open()));
            }
            catch (OvfKitException)
            {
            }
        }
    }

    [Fact]
    public void Fixtures_open_without_findings()
    {
        foreach (var path in (string[])["packages/appliance.ova", "packages/small-folder"])
        {
            var found = new DiagnosticBag();
            using var package = OvfPackage.Open(RepositoryFiles.Fixture(path), new PackageOpenOptions { Diagnostics = found });
            Assert.All(package.Disks, disk =>
            {
                using var image = package.OpenDisk(disk);
                Assert.Equal(disk.Disk.CapacityInBytes, image.Length);
            });
            Assert.Empty(found);
        }
    }

    private static void Absent<T>(DiagnosticDescriptor expected, string file)
        where T : OvfKitException
    {
        var found = new DiagnosticBag();
        using var package = Sample.Package(file, "", found);
        Assert.Null(package.Files[0].Entry);
        Assert.Equal(expected.Id, Assert.Single(found).Id);
        Assert.Equal("a.ova!a.ovf", found.First().Location.File);
        Sample.Raises<T>(expected, () => package.Files[0].OpenContent());
    }
}
