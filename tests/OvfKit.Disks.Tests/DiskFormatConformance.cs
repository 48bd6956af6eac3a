using CsCheck;
using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.Disks.Work;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests;

/// <summary>What every format that writes must do. One class derives from it for each format.</summary>
public abstract partial class DiskFormatConformance
{
    public static TheoryData<string> Disks { get; } = [.. Guest.Names];

    protected abstract DiskFormat Format { get; }

    /// <summary>What is written; small blocks make small images.</summary>
    protected virtual DiskWriteOptions Options => new() { Id = Written.Id };

    /// <summary>The largest disk the format holds, or null where only the file system sets a limit.</summary>
    protected virtual long? LargestDisk => null;

    /// <summary>The largest disk that is worth writing into memory: some formats have tables that grow with the disk.</summary>
    protected virtual long LargestWritten => LargestDisk ?? 1L << 50;

    /// <summary>How the largest disk is written; the settings that make small images of small disks make large tables of it.</summary>
    protected virtual DiskWriteOptions LargestOptions => DiskWriteOptions.Default with { Id = Written.Id, Variant = Options.Variant };

    /// <summary>Whether a disk of no bytes can be written, though nobody can use it.</summary>
    protected virtual bool HoldsEmptyDisks => true;

    protected virtual bool DetectedByContent => true;

    /// <summary>Whether an image has a place for an id, so that no two are equal.</summary>
    protected virtual bool HoldsId => DetectedByContent;

    /// <summary>The variant a written image is taken for.</summary>
    protected virtual string ReadAs => Options.Variant ?? Format.Variants[0].Name;

    protected virtual bool WritesToPipes => true;

    /// <summary>Whether a pipe gets room for zeros that the source stores, because the tables go out before the data is seen.</summary>
    protected virtual bool PlansForPipes => false;

    /// <summary>Whether the variant can hold the changes to a parent.</summary>
    protected virtual bool WritesChildren => false;

    /// <summary>Whether a cut image of the same guest can be told from a sound one.</summary>
    protected virtual bool NoticesTruncation => true;

    /// <summary>The format and variant that are written, as the user names them.</summary>
    internal string Target => $"{Format.Name}:{Format.WritableVariant(Options.Variant).Name}";

    [Theory, MemberData(nameof(Disks))]
    public async Task A_written_disk_reads_back_byte_for_byte(string name)
    {
        if (await IsRefusedAsync(name))
            return;
        var guest = Guest.Make(name);
        using var image = await WriteAndOpenAsync(guest);

        Assert.Same(Format, image.Format);
        Assert.Equal(ReadAs, image.Variant);
        guest.AssertIn(image);
    }

    [Theory, MemberData(nameof(Disks))]
    public async Task The_format_is_known_by_content_alone(string name)
    {
        if (await IsRefusedAsync(name))
            return;
        var file = await WriteAsync(Guest.Make(name));

        Assert.Same(DetectedByContent ? Format : null, DiskFormats.BuiltIn.Detect(file.AsSource("misleading.txt")));
    }

    [Theory, MemberData(nameof(Disks))]
    public async Task Extents_cover_the_disk_and_agree_with_reads(string name)
    {
        if (await IsRefusedAsync(name))
            return;
        var guest = Guest.Make(name);
        using var image = await WriteAndOpenAsync(guest);

        var next = 0L;
        RunKind? last = null;
        var random = new Random(3);
        foreach (var extent in image.Extents())
        {
            Assert.Equal(next, extent.Offset);
            Assert.True(extent.Length > 0);
            Assert.NotEqual(RunKind.Parent, extent.Kind);
            Assert.NotEqual(last, extent.Kind);
            Assert.Equal(0, extent.Depth);
            next = extent.End;
            last = extent.Kind;
            if (extent.Kind != RunKind.Zero)
                continue;
            var bytes = new byte[Math.Min(extent.Length, 1 << 20)];
            foreach (var at in (long[])[extent.Offset, extent.End - bytes.Length, extent.Offset + random.NextInt64(extent.Length - bytes.Length + 1)])
            {
                bytes.AsSpan().Fill(1);
                image.Read(at, bytes);
                Assert.False(bytes.AsSpan().ContainsAnyExcept((byte)0), $"guest bytes near {at} lie in an extent of zeros");
            }
        }

        Assert.Equal(image.Length, next);
        // What holds data must not be called zero, whatever the format rounds to.
        var extents = image.Extents().Where(extent => extent.Kind != RunKind.Zero).ToList();
        foreach (var data in guest.Bytes.Data().Where(data => guest.Bytes.Bytes(data.Offset, (int)data.Length).AsSpan().ContainsAnyExcept((byte)0)))
            Assert.Contains(extents, extent => extent.Offset < data.End && data.Offset < extent.End);
    }

    [Theory, InlineData("patterns"), InlineData("odd sectors"), InlineData("empty")]
    public async Task A_check_of_a_written_disk_finds_nothing(string name)
    {
        using var image = await WriteAndOpenAsync(Guest.Make(name));
        var findings = new DiagnosticBag();
        var stored = await DiskCheck.RunAsync(image, findings, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Empty(findings);
        Assert.Equal(image.Extents().Where(extent => extent.Kind != RunKind.Zero).Sum(extent => extent.Length), stored);
    }

    [Fact]
    public async Task Extents_can_begin_anywhere()
    {
        using var image = await WriteAndOpenAsync(Guest.Make("patterns"));
        var all = image.Extents().ToList();

        foreach (var offset in (long[])[0, 1, 511, 65_536, 1 << 20, (8 << 20) + 5, image.Length - 1])
        {
            var expected = all.Where(e => e.End > offset).ToList();
            expected[0] = expected[0] with { Offset = offset, Length = expected[0].End - offset };
            Assert.Equal(expected, image.Extents(offset));
        }

        Assert.Empty(image.Extents(image.Length));
        Assert.Empty(image.Extents(image.Length + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Extents(-1));
    }

    [Fact]
    public async Task Reads_of_any_place_and_length_give_the_truth()
    {
        var guest = Guest.Make("patterns");
        using var image = await WriteAndOpenAsync(guest);

        var anywhere = from offset in Gen.Int[0, (int)image.Length] from length in Gen.Int[0, 200_000] select (offset, Math.Min(length, (int)image.Length - offset));
        var border = from grain in Gen.Int[1, (int)(image.Length / 65536)] from before in Gen.Int[0, 1500] from after in Gen.Int[0, 1500]
            select ((grain * 65536) - before, (int)Math.Min(before + after, image.Length - (grain * 65536) + before));
        Gen.OneOf(anywhere, border).Sample(range => guest.AssertRange(image, range.Item1, range.Item2), iter: 1000, threads: 1);
    }

    [Fact]
    public async Task Reads_outside_the_disk_are_refused()
    {
        using var image = await WriteAndOpenAsync(Guest.Make("odd sectors"));

        Assert.Throws<ArgumentOutOfRangeException>(() => image.Read(-1, new byte[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Read(image.Length, new byte[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Read(image.Length - 511, new byte[512]));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Read(long.MaxValue, new byte[512]));
        image.Read(image.Length, []);
    }

    [Fact]
    public async Task Many_threads_read_at_once()
    {
        var guest = Guest.Make("patterns");
        using var image = await WriteAndOpenAsync(guest);

        await Parallel.ForAsync(0, 8, TestContext.Current.CancellationToken, (thread, _) =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 150; i++)
            {
                var offset = random.Next((int)image.Length);
                guest.AssertRange(image, offset, Math.Min(random.Next(100_000), (int)image.Length - offset));
            }

            return default;
        });
    }

    [Fact]
    public async Task The_stream_view_gives_the_same_bytes()
    {
        var guest = Guest.Make("patterns");
        using var image = await WriteAndOpenAsync(guest);
        using var copy = new MemoryStream();
        await using var stream = image.AsStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);

        Assert.True(guest.Bytes.ToArray().AsSpan().SequenceEqual(copy.ToArray()));
        Assert.Equal(image.Length, stream.Length);
        Assert.Equal(image.Length, stream.Position);
        Assert.Equal(0, stream.Read(new byte[10]));
        stream.Position = image.Length + 4096;
        Assert.Equal(0, stream.Read(new byte[10]));
        stream.Seek(-512, SeekOrigin.End);
        var sector = new byte[600];
        Assert.Equal(512, stream.Read(sector));
        Assert.Equal(guest.Bytes.Bytes(image.Length - 512, 512), sector[..512]);
    }

    [Theory, MemberData(nameof(Disks))]
    public async Task The_same_id_gives_the_same_bytes_however_many_threads_work(string name)
    {
        if (await IsRefusedAsync(name))
            return;
        var first = await WriteAsync(Guest.Make(name), copy: new CopyOptions { Parallelism = 1 });
        var second = await WriteAsync(Guest.Make(name), copy: new CopyOptions { Parallelism = 7 });

        Assert.True(first.SameAs(second));
    }

    [Fact]
    public async Task Without_an_id_every_image_is_its_own()
    {
        var options = Options with { Id = null };
        var first = await WriteAsync(Guest.Make("one sector"), options);
        var second = await WriteAsync(Guest.Make("one sector"), options);

        Assert.Equal(!HoldsId, first.SameAs(second));
    }

    [Theory, InlineData("empty"), InlineData("patterns"), InlineData("odd sectors"), InlineData("zero length")]
    public async Task A_pipe_gets_the_bytes_of_the_file_or_is_refused(string name)
    {
        if (await IsRefusedAsync(name))
            return;
        using var source = Guest.Make(name).OpenRaw();
        if (!WritesToPipes)
        {
            var bytes = new SparseBytes();
            var sink = new RecordingSink("disk.x", bytes.AsStream(canSeek: false));
            await using var writer = Format.CreateWriter(sink, Options);
            var refused = await Assert.ThrowsAsync<UnsupportedContentException>(() => DiskCopy.CopyAsync(source, writer, cancellationToken: TestContext.Current.CancellationToken));
            Assert.Same(DiskDiagnostics.NeedsSeek, refused.Diagnostic.Descriptor);
            Assert.Empty(sink.Created);
            return;
        }

        var piped = await Written.WriteAsync(source, Format, Options, canSeek: false);
        if (PlansForPipes)
        {
            var findings = new DiagnosticBag();
            using var image = Open(piped, findings);
            Guest.Make(name).AssertIn(image);
            await DiskCheck.RunAsync(image, findings, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Empty(findings);
        }

        // Without zeros that are stored both are the same.
        using var lean = PlansForPipes ? Open(await Written.WriteAsync(source, Format, Options)) : null;
        var file = await Written.WriteAsync(lean ?? source, Format, Options);
        Assert.True(file.SameAs(lean is null ? piped : await Written.WriteAsync(lean, Format, Options, canSeek: false)));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Data_that_appears_after_the_block_table_was_written_moves_no_block(bool canSeek)
    {
        if (!PlansForPipes)
            return;
        // A disk in use: the second MiB is a hole when its extents are read, and has data when it is copied.
        const int mib = 1 << 20;
        var guest = Guest.Empty(4 * mib).Random(100, 100).Random(mib, 5000).Random((3 * mib) + 512, 512);
        using var raw = guest.OpenRaw();
        var asked = 0;
        using var source = new FakeImage(guest.Length, offset => offset == mib && asked++ == 0 ? Run.Zeros(mib) : Run.FromParent(mib), raw);

        if (canSeek)
        {
            using var image = Open(await Written.WriteAsync(source, Format, Options));
            guest.AssertIn(image);
        }
        else
        {
            await Assert.ThrowsAsync<IOException>(() => Written.WriteAsync(source, Format, Options, canSeek: false));
        }
    }

    [Fact]
    public async Task A_disk_above_the_limit_is_refused_before_the_first_byte()
    {
        if (LargestDisk is not { } largest)
        {
            Assert.False(DetectedByContent);
            return;
        }

        foreach (var length in (long[])[largest + 512, 1L << 62, long.MaxValue / 512 * 512])
        {
            var sink = new RecordingSink("disk.x", new SparseBytes().AsStream());
            using var source = new FakeImage(length);
            await using var writer = Format.CreateWriter(sink, Options);
            var refused = await Assert.ThrowsAsync<UnsupportedContentException>(() => DiskCopy.CopyAsync(source, writer, cancellationToken: TestContext.Current.CancellationToken));
            Assert.Same(DiskDiagnostics.TooLarge, refused.Diagnostic.Descriptor);
            Assert.Equal(new Location("disk.x"), refused.Diagnostic.Location);
            Assert.Empty(sink.Created);
        }
    }

    [Fact]
    public async Task A_disk_of_the_largest_size_works()
    {
        var length = LargestWritten;
        var guest = Guest.Empty(length).Random(0, 512).Random((length / 2) - 100, 300).Random(length - 512, 512);
        using var source = guest.OpenRaw();
        var file = await Written.WriteAsync(source, Format, LargestOptions);
        using var image = Open(file);

        guest.AssertIn(image);
        Assert.Equal(length, image.Extents().Last().End);
    }

    [Fact]
    public void Unknown_variants_and_settings_are_refused_by_name()
    {
        var sink = new RecordingSink("disk.x", new SparseBytes().AsStream());

        Assert.Contains("no-such-variant", Assert.Throws<ArgumentException>(() => { Format.CreateWriter(sink, Options with { Variant = "no-such-variant" }); }).Message, StringComparison.Ordinal);
        Assert.Contains("no-such-setting", Assert.Throws<ArgumentException>(() => { Format.CreateWriter(sink, Options with { Settings = Options.Settings.Add("no-such-setting", "1") }); }).Message, StringComparison.Ordinal);
        Assert.Empty(sink.Created);
        foreach (var variant in Format.Variants)
        {
            Assert.Same(Format, DiskFormats.BuiltIn.Find(variant.Uri.ToUpperInvariant()));
            if (variant.Writable)
                Assert.Equal(variant, Format.WritableVariant(variant.Name.ToUpperInvariant()));
            else
                Assert.Throws<ArgumentException>(() => { Format.CreateWriter(sink, Options with { Variant = variant.Name }); });
        }
    }

    [Theory, InlineData("patterns"), InlineData("odd sectors"), InlineData("empty")]
    public async Task A_child_holds_the_changes_to_its_parent_or_is_refused(string name)
    {
        var below = Guest.Make(name);
        var above = Guest.Make(name);
        var length = (int)below.Length;
        // New data, zeros over data, one changed byte, and the last sector.
        above.Random(length / 2, Math.Min(70_000, length / 4)).Fill(0, Math.Min(66_000, length / 8), 0).Fill(length - 512, 512, 0x77);
        var parentFile = await WriteAsync(below, Options with { Id = Guid.NewGuid() });
        using var parent = Open(parentFile);
        var options = Options with { Parent = parent, ParentName = "parent.image" };
        using var source = above.OpenRaw();
        if (!WritesChildren)
        {
            var refused = await Assert.ThrowsAsync<UnsupportedContentException>(() => Written.WriteAsync(source, Format, options));
            Assert.Same(DiskDiagnostics.NoParentAllowed, refused.Diagnostic.Descriptor);
            return;
        }

        var file = await Written.WriteAsync(source, Format, options);
        Assert.True(Size(file) < Size(parentFile) || name == "empty" || length < 4 << 20);
        var asked = new List<DiskReference>();
        using var child = DiskFormats.BuiltIn.Open(file.AsSource("child.image"), new DiskOpenOptions { Resolver = Resolve }, Format);
        Assert.NotNull(child.Parent);
        Assert.NotEmpty(asked);
        above.AssertIn(child);
        Assert.True((await Written.WriteAsync(child, DiskFormats.BuiltIn.Find("raw")!)).SameAs(above.Bytes));

        ByteSource? Resolve(in DiskReference reference)
        {
            asked.Add(reference);
            if (reference.Referrer.Name == "parent.image")
                return parentFile.Resolve(reference);
            return reference.Kind == ReferenceKind.Parent && (reference.Name == "parent.image" || reference.Id is not null) ? parentFile.AsSource("parent.image") : file.Resolve(reference);
        }

        static long Size(SparseBytes image) => image.Length + image.Siblings.Values.Sum(sibling => sibling.Length);
    }

    protected DiskImage Open(SparseBytes file, DiagnosticBag? findings = null) =>
        DiskFormats.BuiltIn.Open(file.AsSource("disk.image"), new DiskOpenOptions { Diagnostics = findings, Resolver = file.Resolve }, Format);

    protected async Task<SparseBytes> WriteAsync(Guest guest, DiskWriteOptions? options = null, CopyOptions? copy = null)
    {
        using var source = guest.OpenRaw();
        return await Written.WriteAsync(source, Format, options ?? Options, copy);
    }

    // A format that holds no empty disk says so before it makes a file.
    private async Task<bool> IsRefusedAsync(string name)
    {
        if (HoldsEmptyDisks || name != "zero length")
            return false;
        using var source = Guest.Make(name).OpenRaw();
        var sink = new RecordingSink("disk.x", new SparseBytes().AsStream());
        await using var writer = Format.CreateWriter(sink, Options);
        await Assert.ThrowsAsync<UnsupportedContentException>(() => DiskCopy.CopyAsync(source, writer, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Empty(sink.Created);
        return true;
    }

    private async Task<DiskImage> WriteAndOpenAsync(Guest guest)
    {
        var findings = new DiagnosticBag();
        var image = Open(await WriteAsync(guest), findings);
        Assert.Empty(findings);
        return image;
    }
}
