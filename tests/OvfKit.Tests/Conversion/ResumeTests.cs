using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.Editing;
using OvfKit.Packaging;
using OvfKit.Testing;
using OvfKit.Tests.Packaging;

namespace OvfKit.Tests.Conversion;

/// <summary>Work that is interrupted and gone on with.</summary>
public sealed class ResumeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("vhd")]
    [InlineData("vhdx")]
    [InlineData("vmdk")]
    public async Task Whatever_read_fails_the_next_run_completes_to_the_same_bytes(string? format)
    {
        var (failed, resumed) = (0, 0);
        for (var fault = 0; ; fault += 1 + (fault / 8))
        {
            using var folder = new TempFolder();
            if (await TryAsync(folder["out"], To(format), fault) is null)
                break;
            failed++;
            Assert.False(Directory.Exists(folder["out"]));
            if (!Directory.Exists(folder["out.partial"]))
                continue;
            resumed++;
            BeginElsewhere(folder["out.partial"], folder["whole.partial"]);
            var found = new DiagnosticBag();
            await ConvertAsync(folder["out"], To(format) with { Diagnostics = found });
            await ConvertAsync(folder["whole"], To(format));
            AssertSame(folder["whole"], folder["out"]);
            Assert.Equal(PackageDiagnostics.Resumed, Assert.Single(found).Descriptor);
            Assert.Equal(["out", "whole"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
        }

        Assert.InRange(resumed, 2, failed - 1);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(true, 100_000L)]
    [InlineData(false, 0L)]
    public async Task What_fails_at_the_very_end_is_all_kept(bool? compress, long? chunkSize)
    {
        using var folder = new TempFolder();
        var options = To("vhd") with { Storage = compress is null && chunkSize is null ? null : new FileStorage { Compress = compress, ChunkSize = chunkSize } };
        using (var source = FaultyPackage.Open(_ => Directory.CreateDirectory(folder["out/in the way"]).Exists))
        {
            await using var sink = new FolderSink(folder["out"], resume: true);
            await Assert.ThrowsAsync<IOException>(() => PackageConverter.ConvertAsync(source, sink, options, null, Stop));
        }

        Directory.Delete(folder["out"], recursive: true);
        BeginElsewhere(folder["out.partial"], folder["whole.partial"]);
        var entries = (await ConvertAsync(folder["whole"], options)).Entries;
        var report = await ConvertAsync(folder["out"], options);
        Assert.StartsWith($"{entries.Count - 2} files", Assert.Single(report.Diagnostics).Message, StringComparison.Ordinal);
        AssertSame(folder["whole"], folder["out"]);
    }

    [Fact]
    public async Task OVF3042_what_is_finished_is_kept_and_not_read_again()
    {
        using var folder = new TempFolder();
        var failure = await InterruptBehindAsync("x.vhd", folder["out"], To("vhd"));
        Assert.IsType<IOException>(failure);
        Assert.Equal(["content/x.vhd", "journal"], Files(folder["out.partial"]));
        var before = File.GetLastWriteTimeUtc(folder["out.partial/content/x.vhd"]);
        var report = await ConvertAsync(folder["out"], To("vhd"));
        Assert.Equal(before, File.GetLastWriteTimeUtc(folder["out/x.vhd"]));
        Assert.StartsWith("1 file with ", Assert.Single(report.Diagnostics, found => found.Descriptor == PackageDiagnostics.Resumed).Message, StringComparison.Ordinal);

        // The report and the descriptor speak of the disk that was kept as of the other.
        using var whole = new TempFolder();
        var expected = await ConvertAsync(whole["out"], To("vhd"), resume: false);
        Assert.Equal(expected.Disks.Select(disk => disk with { DiskIds = [] }), report.Disks.Select(disk => disk with { DiskIds = [] }));
        Assert.Equal(File.ReadAllBytes(whole["out/a.ovf"]), File.ReadAllBytes(folder["out/a.ovf"]));
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("longer")]
    [InlineData("gone")]
    [InlineData("link")]
    [InlineData("folder")]
    public async Task OVF3041_a_finished_file_that_is_not_what_it_was_is_written_again(string what)
    {
        using var folder = new TempFolder();
        await InterruptBehindAsync("x.vhd", folder["out"], To("vhd"));
        BeginElsewhere(folder["out.partial"], folder["whole.partial"]);
        var path = folder["out.partial/content/x.vhd"];
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        File.WriteAllBytes(folder["elsewhere"], bytes);
        if (what is "changed")
            File.WriteAllBytes(path, [.. bytes[..^1], 1]);
        else if (what is "longer")
            File.WriteAllBytes(path, [.. bytes, 0]);
        else if (what is "link")
            File.CreateSymbolicLink(path, folder["elsewhere"]);
        else if (what is "folder")
            Directory.CreateDirectory(path + "/inside");
        var report = await ConvertAsync(folder["out"], To("vhd"));
        Assert.Contains(report.Diagnostics, found => found.Descriptor == PackageDiagnostics.FinishedEntryChanged);
        await ConvertAsync(folder["whole"], To("vhd"));
        AssertSame(folder["whole"], folder["out"]);
        Assert.Equal(bytes, File.ReadAllBytes(folder["elsewhere"]));
    }

    [Fact]
    public async Task OVF3040_other_options_another_source_or_another_journal_begin_anew()
    {
        var version = new DescriptorChanges { RemovedFiles = ["text/notes.txt"] };
        await Check("other options", To("vhdx"));
        await Check("other options", To("vhd") with { Disk = DiskWriteOptions.Default with { Variant = "fixed" } });
        await Check("other options", To("vhd") with { Algorithm = ManifestAlgorithm.Sha512 });
        await Check("other options", To("vhd") with { VerifyManifest = false });
        await Check("other options", To("vhd") with { Changes = version });
        await Check("the source has changed", To("vhd"), archive: [.. FaultyPackage.Archive.AsSpan()[..^1024], .. new TarBuilder().File("more", "").End()]);
        await Check("cannot be understood", To("vhd"), partial => File.WriteAllText(partial + "/journal", "something else\n"));

        static async Task Check(string reason, ConvertOptions options, Action<string>? change = null, byte[]? archive = null)
        {
            using var folder = new TempFolder();
            await InterruptBehindAsync("x.vhd", folder["out"], To("vhd"));
            change?.Invoke(folder["out.partial"]);
            var report = await ConvertAsync(folder["out"], options, archive: archive);
            Assert.Contains(reason, Assert.Single(report.Diagnostics, found => found.Descriptor == PackageDiagnostics.BegunAnew).Message, StringComparison.Ordinal);
            Assert.DoesNotContain(report.Diagnostics, found => found.Descriptor == PackageDiagnostics.Resumed);
            using var target = OvfPackage.Open(folder["out"]);
            Assert.True((await target.VerifyAsync(cancellationToken: Stop)).IsIntact);
            Assert.Equal(report.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal), Files(folder["out"]));
        }
    }

    [Fact]
    public async Task A_file_that_changed_since_is_another_source()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["in"]);
        File.WriteAllText(folder["in/a.ovf"], Sample.Envelope("""<File ovf:id="f" ovf:href="a.txt"/><File ovf:id="g" ovf:href="b.txt"/>"""));
        File.WriteAllText(folder["in/a.txt"], "before");
        File.WriteAllText(folder["in/b.txt"], "second");
        await InterruptAsync();
        File.SetLastWriteTimeUtc(folder["in/a.txt"], DateTime.UnixEpoch);
        File.WriteAllText(folder["in/a.txt"], "after!");
        using var source = OvfPackage.Open(folder["in"]);
        await using var sink = new FolderSink(folder["out"], resume: true);
        var report = await PackageConverter.ConvertAsync(source, sink, cancellationToken: Stop);
        Assert.Contains(report.Diagnostics, found => found.Descriptor == PackageDiagnostics.BegunAnew);
        Assert.Equal("after!", File.ReadAllText(folder["out/a.txt"]));

        async Task InterruptAsync()
        {
            using var source = OvfPackage.Open(folder["in"]);
            await using var sink = new FolderSink(folder["out"], resume: true);
            var interruption = new Synchronous(progress =>
            {
                if (progress.FileName == "b.txt")
                    throw new IOException("interrupted");
            });
            await Assert.ThrowsAsync<IOException>(() => PackageConverter.ConvertAsync(source, sink, null, interruption, Stop));
        }
    }

    [Theory]
    [InlineData("as it was")]
    [InlineData("as it was, with a manifest")]
    [InlineData("replaced, with a manifest")]
    [InlineData("longer and shorter")]
    [InlineData("changed")]
    [InlineData("too short")]
    [InlineData("gone")]
    public async Task A_large_file_that_is_copied_goes_on_in_the_middle(string what)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["in"]);
        File.WriteAllText(folder["in/a.ovf"], Sample.Envelope("""<File ovf:id="f" ovf:href="big.bin"/>"""));
        using (var big = File.Create(folder["in/big.bin"]))
        {
            for (var i = 0L; i < 160 << 20; i += 10_000_019)
            {
                big.Position = i;
                big.Write(BitConverter.GetBytes(i + 1));
            }
        }

        if (what.EndsWith("with a manifest", StringComparison.Ordinal))
            File.WriteAllText(folder["in/a.mf"], $"SHA1(a.ovf)= {await HashAsync("in/a.ovf", ManifestAlgorithm.Sha1)}\nSHA1(big.bin)= {await HashAsync("in/big.bin", ManifestAlgorithm.Sha1)}\n");
        await Assert.ThrowsAsync<IOException>(() => CopyAsync(progress => _ = progress.Position > 145 << 20 ? throw new IOException("interrupted") : 0));
        var half = folder["out.partial/content/big.bin"];
        using (var file = File.Open(half, FileMode.Open))
        {
            Assert.InRange(file.Length, 128 << 20, 150 << 20);
            file.SetLength(what switch { "longer and shorter" => 140 << 20, "too short" => (128 << 20) - 1, _ => file.Length });
            file.Position = what == "changed" ? 1 << 20 : 139 << 20;
            if (what is "changed" or "longer and shorter")
                file.WriteByte(0xEE);
        }

        if (what == "gone")
            File.Delete(half);
        if (what.StartsWith("replaced", StringComparison.Ordinal))
        {
            // Nothing shows it from outside, but the manifest speaks of all of the file, wherever its bytes came from.
            var journal = File.ReadAllLines(folder["out.partial/journal"]);
            using (var file = File.Open(half, FileMode.Open))
            {
                file.Position = 1000;
                file.WriteByte(0xEE);
                file.SetLength(64 << 20);
            }

            journal[^1] = $"begun SHA1 {await HashAsync("out.partial/content/big.bin", ManifestAlgorithm.Sha1)} {64 << 20} 0 big.bin";
            File.WriteAllLines(folder["out.partial/journal"], journal);
            await Assert.ThrowsAsync<IntegrityException>(() => CopyAsync(static _ => { }));
            Assert.False(Directory.Exists(folder["out"]));
        }

        var steps = new List<long>();
        await CopyAsync(progress => steps.Add(progress.Position));
        Assert.Equal(what is "as it was" or "as it was, with a manifest" or "longer and shorter" ? 128 << 20 : 0, steps[0]);
        Assert.Equal(await HashAsync("in/big.bin", ManifestAlgorithm.Sha256), await HashAsync("out/big.bin", ManifestAlgorithm.Sha256));
        Assert.Equal(["in", "out"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());

        async Task CopyAsync(Action<PackageProgress> watch)
        {
            using var source = OvfPackage.Open(folder["in"]);
            await using var sink = new FolderSink(folder["out"], resume: true);
            await PackageConverter.ConvertAsync(source, sink, ConvertOptions.Default with { KeepManifest = true }, new Synchronous(watch), Stop);
        }

        async Task<string> HashAsync(string path, ManifestAlgorithm algorithm)
        {
            using var source = OvfKit.IO.ByteSource.OpenFile(folder[path]);
            return Convert.ToHexStringLower(await algorithm.HashAsync(source, null, Stop));
        }
    }

    [Fact]
    public async Task What_may_have_changed_unnoticed_is_written_again()
    {
        using var folder = new TempFolder();
        var options = To("vhd") with { VerifyManifest = false };
        await InterruptBehindAsync("x.vhd", folder["out"], options);
        Assert.False(Directory.Exists(folder["out.partial"]));
    }

    [Fact]
    public async Task Strangers_in_the_partial_folder_do_not_get_into_the_package()
    {
        using var folder = new TempFolder();
        await InterruptBehindAsync("x.vhd", folder["out"], To("vhd"));
        Directory.CreateDirectory(folder["out.partial/content/sub/sub"]);
        File.WriteAllText(folder["out.partial/content/sub/sub/stranger"], "");
        File.WriteAllText(folder["out.partial/content/a.ovf"], "stranger");
        File.CreateSymbolicLink(folder["out.partial/content/y.vhd"], folder["elsewhere"]);
        Directory.CreateSymbolicLink(folder["out.partial/content/text"], folder.Path);
        await ConvertAsync(folder["out"], To("vhd"));
        Assert.Equal(["a.mf", "a.ovf", "text/notes.txt", "x.vhd", "y.vhd"], Files(folder["out"]));
        Assert.Equal(["out"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_run_that_does_not_resume_begins_anew_and_leaves_nothing()
    {
        using var folder = new TempFolder();
        await InterruptBehindAsync("x.vhd", folder["out"], To("vhd"));
        Assert.NotNull(await TryAsync(folder["out"], To("vhd"), 12, resume: false));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        await InterruptBehindAsync("x.vhd", folder["out"], To("vhd"));
        Assert.Empty((await ConvertAsync(folder["out"], To("vhd"), resume: false)).Diagnostics);
    }

    [Fact]
    public async Task What_fails_before_the_work_begins_keeps_what_is_there()
    {
        using var folder = new TempFolder();
        await InterruptBehindAsync("x.vhd", folder["out"], To("vhd"));
        Assert.NotNull(await TryAsync(folder["out"], To("vhd"), 0));
        Assert.Equal(["content/x.vhd", "journal"], Files(folder["out.partial"]));
    }

    [Fact]
    public async Task Entries_written_by_other_means_begin_anew()
    {
        using var folder = new TempFolder();
        await InterruptBehindAsync("x.vhd", folder["out"], To("vhd"));
        await using (var sink = new FolderSink(folder["out"], resume: true))
            await PackageWriter.WriteAsync(sink, PackageContent.For("b.ovf", "text"u8.ToArray()), Stop);
        Assert.Equal(["b.mf", "b.ovf"], Files(folder["out"]));
    }

    [Fact]
    public async Task What_is_added_is_always_written()
    {
        using var folder = new TempFolder();
        using var bytes = OvfKit.IO.ByteSource.FromMemory("added"u8.ToArray(), "added.txt");
        var options = To("vhd") with { AddedFiles = [new AddedFile("added.txt", bytes)] };
        await InterruptBehindAsync("y.vhd", folder["out"], options);
        Assert.Equal(["content/x.vhd", "content/y.vhd", "journal"], Files(folder["out.partial"]));
        await ConvertAsync(folder["out"], options);
        Assert.Equal("added", File.ReadAllText(folder["out/added.txt"]));
    }

    private static ConvertOptions To(string? format) => new() { DiskFormat = format is null ? null : DiskFormats.BuiltIn.Find(format) };

    private static async Task<ConvertReport> ConvertAsync(string path, ConvertOptions options, bool resume = true, byte[]? archive = null)
    {
        using var source = FaultyPackage.Open(static _ => true, archive);
        await using var sink = new FolderSink(path, resume: resume);
        return await PackageConverter.ConvertAsync(source, sink, options, null, Stop);
    }

    private static async Task<Exception?> TryAsync(string path, ConvertOptions options, int fault, bool resume = true)
    {
        using var source = FaultyPackage.Open(read => read == fault ? throw new IOException("the source is gone") : true);
        await using var sink = new FolderSink(path, resume: resume);
        try
        {
            await PackageConverter.ConvertAsync(source, sink, options, null, Stop);
            return null;
        }
        catch (IOException exception)
        {
            return exception;
        }
    }

    /// <summary>Fails as soon as a file is finished and the next one is begun.</summary>
    private static async Task<Exception> InterruptBehindAsync(string name, string path, ConvertOptions options)
    {
        using var source = FaultyPackage.Open(static _ => true);
        await using var sink = new FolderSink(path, resume: true);
        var interruption = new Synchronous(progress =>
        {
            if (progress.FileName != name && File.Exists(Path.Combine(path + ".partial", "content", name)))
                throw new IOException("interrupted");
        });
        return await Assert.ThrowsAnyAsync<Exception>(() => PackageConverter.ConvertAsync(source, sink, options, interruption, Stop));
    }

    // What was begun with the same seed at the same time must come out the same, interrupted or not.
    private static void BeginElsewhere(string partial, string other)
    {
        Directory.CreateDirectory(other);
        File.WriteAllLines(Path.Combine(other, "journal"), File.ReadLines(Path.Combine(partial, "journal")).Take(5));
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal);

    private static void AssertSame(string expected, string actual)
    {
        Assert.Equal(Files(expected), Files(actual));
        Assert.All(Files(expected), file => Assert.Equal(File.ReadAllBytes(Path.Combine(expected, file)), File.ReadAllBytes(Path.Combine(actual, file))));
    }

    private sealed class Synchronous(Action<PackageProgress> action) : IProgress<PackageProgress>
    {
        public void Report(PackageProgress value) => action(value);
    }
}
