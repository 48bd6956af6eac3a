using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Tests.Support;
using OvfKit.Disks.Work;
using OvfKit.IO;

namespace OvfKit.Disks.Tests.Formats.Vmdk;

public class VmdkDiagnosticsTests
{
    private const int Grain = 65536;

    private static readonly List<DiagnosticCase> Cases =
    [
        Header("a negative capacity", VmdkDiagnostics.BadHeader, 12, -1L),
        Header("a capacity above 64 TiB", VmdkDiagnostics.BadHeader, 12, (64L << 31) + 1),
        Header("the largest number as capacity", VmdkDiagnostics.BadHeader, 12, long.MaxValue),
        Header("grains of no sectors", VmdkDiagnostics.BadHeader, 20, 0L),
        Header("grains of three sectors", VmdkDiagnostics.BadHeader, 20, 3L),
        Header("compressed grains of 8 MiB", VmdkDiagnostics.BadHeader, 20, 16384L),
        Header("grains of 2^31 sectors", VmdkDiagnostics.BadHeader, 20, 1L << 31),
        Header("grains of 2^63 sectors", VmdkDiagnostics.BadHeader, 20, 1L << 63),
        Header("tables of no entries", VmdkDiagnostics.BadHeader, 44, 0),
        Header("tables of 513 entries", VmdkDiagnostics.BadHeader, 44, 513),
        Header("tables of -512 entries", VmdkDiagnostics.BadHeader, 44, -512),
        Header("version 0", VmdkDiagnostics.UnsupportedHeader, 4, 0),
        Header("version 4", VmdkDiagnostics.UnsupportedHeader, 4, 4),
        Header("a negative version", VmdkDiagnostics.UnsupportedHeader, 4, -1),
        Header("compression method 2", VmdkDiagnostics.UnsupportedHeader, 77, (short)2),
        Header("line ends of another system", VmdkDiagnostics.TextTransfer, 73, 0x0A0D200D),
        Bytes("a directory of 8 GiB", VmdkDiagnostics.UnsupportedHeader, 56, Front(), (bytes, _) => Directory(bytes, capacity: 1L << 31, grain: 1, entries: 1)),
        Bytes("a directory whose length passes 32 bits", VmdkDiagnostics.UnsupportedHeader, 56, Front(), (bytes, _) => Directory(bytes, capacity: 1L << 37, grain: 1, entries: 1)),
        Bytes("a directory whose length is negative in 32 bits", VmdkDiagnostics.UnsupportedHeader, 56, Front(), (bytes, _) => Directory(bytes, capacity: 3L << 30, grain: 1, entries: 1)),

        Cut("a stream cut before its footer", VmdkDiagnostics.FooterMissing, builder => builder.FooterOffset),
        Cut("a stream cut before its directory", VmdkDiagnostics.FooterMissing, builder => builder.DirectoryOffset),
        Bytes("a footer marker of another type", VmdkDiagnostics.FooterMissing, -1, new VmdkBuilder(), (bytes, b) => bytes[b.FooterOffset - 512 + 12] = 2),
        Bytes("padding of more than a MiB", VmdkDiagnostics.FooterMissing, -1, new VmdkBuilder { Padding = (1 << 20) + 8192 }, (_, _) => { }),

        Bytes("a directory behind the end", VmdkDiagnostics.BadTable, 56, Front(), (bytes, _) => Put(bytes, 56, 1L << 40)),
        Bytes("a directory at sector 0", VmdkDiagnostics.BadTable, 56, Front(), (bytes, _) => Put(bytes, 56, 0L)),
        Bytes("a directory at a negative sector", VmdkDiagnostics.BadTable, 56, Front(), (bytes, _) => Put(bytes, 56, long.MinValue)),
        At("a wiped directory with grains behind it", VmdkDiagnostics.BadTable, b => b.DirectoryOffset, (bytes, b) => bytes.AsSpan((int)b.DirectoryOffset, 8).Clear()),
        Plain("a wiped directory without a copy", VmdkDiagnostics.BadTable, b => b.DirectoryOffset, (bytes, b) => bytes.AsSpan((int)b.DirectoryOffset, 8).Clear()),
        At("a table behind the end", VmdkDiagnostics.BadTable, b => b.DirectoryOffset, (bytes, b) => Put(bytes, b.DirectoryOffset, bytes.Length / 512)),
        At("a table at the last possible sector", VmdkDiagnostics.BadTable, b => b.DirectoryOffset, (bytes, b) => Put(bytes, b.DirectoryOffset, -1)),
        At("a grain behind the end", VmdkDiagnostics.BadTable, b => b.TableOffsets[0] + 4, (bytes, b) => Put(bytes, b.TableOffsets[0] + 4, bytes.Length / 512)),
        At("a grain in the descriptor", VmdkDiagnostics.BadTable, b => b.TableOffsets[0] + 4, (bytes, b) => Put(bytes, b.TableOffsets[0] + 4, 20)),
        At("a zeroed grain without the flag for it", VmdkDiagnostics.BadTable, b => b.TableOffsets[0] + 4, (bytes, b) => Put(bytes, b.TableOffsets[0] + 4, 1)),

        Plain("a grain in the grain directory", VmdkDiagnostics.Overlap, b => b.TableOffsets[0] + 4, (bytes, b) => Put(bytes, b.TableOffsets[0] + 4, (int)(b.DirectoryOffset / 512))),
        Plain("a grain that reaches into a table", VmdkDiagnostics.Overlap, b => b.TableOffsets[0] + 4, (bytes, b) => Put(bytes, b.TableOffsets[0] + 4, (int)(b.TableOffsets[1] / 512) + 1)),

        FooterOnly("a grain in the descriptor that the footer denies", VmdkDiagnostics.BadTable, b => b.TableOffsets[0] + 4, (bytes, b) =>
        {
            bytes.AsSpan((int)b.FooterOffset + 28, 16).Clear();
            Put(bytes, b.TableOffsets[0] + 4, 1);
        }),

        Bytes("a directory over the descriptor", VmdkDiagnostics.Overlap, 56, Front(), (bytes, _) => Put(bytes, 56, 5L)),
        At("a table over the descriptor", VmdkDiagnostics.Overlap, b => b.DirectoryOffset, (bytes, b) => Put(bytes, b.DirectoryOffset, 4)),
        At("a table over the directory", VmdkDiagnostics.Overlap, b => b.DirectoryOffset, (bytes, b) => Put(bytes, b.DirectoryOffset, (int)(b.DirectoryOffset / 512))),
        At("two tables at one place", VmdkDiagnostics.Overlap, b => b.DirectoryOffset + 4, (bytes, b) => Put(bytes, b.DirectoryOffset + 4, (int)(b.TableOffsets[0] / 512))),
        At("two tables that share sectors", VmdkDiagnostics.Overlap, b => b.DirectoryOffset + 4, (bytes, b) => Put(bytes, b.DirectoryOffset + 4, (int)(b.TableOffsets[0] / 512) + 1)),

        Header("a piece without a descriptor", VmdkDiagnostics.PieceOfDisk, 28, 0L, at: 28),
        Described("an empty descriptor", VmdkDiagnostics.PieceOfDisk, "", at: 28),
        Described("only old bytes behind a NUL", VmdkDiagnostics.PieceOfDisk, "\0createType=\"streamOptimized\"\nRW 1024 SPARSE \"a.vmdk\"\n", at: 28),
        Alone("a COWD extent", "disk-000001-delta.vmdk", new CowdBuilder(8).Build()),
        Alone("a COWD extent without a geometry", "disk.vmdk", new CowdBuilder(8).Build()),
        Alone("an seSparse extent", "disk-000001-sesparse.vmdk", new SeSparseBuilder(8).Build()),

        At("a grain marked for another place", VmdkDiagnostics.WrongGrain, b => b.GrainOffsets[1], (bytes, b) => bytes[b.GrainOffsets[1]] ^= 0x80),
        At("a table that names the neighbour's grain", VmdkDiagnostics.WrongGrain, b => b.GrainOffsets[2], (bytes, b) => Put(bytes, b.TableOffsets[0] + 4, (int)(b.GrainOffsets[2] / 512))),

        At("a flipped bit in compressed data", VmdkDiagnostics.DamagedGrain, b => b.GrainOffsets[1], (bytes, b) => bytes[b.GrainOffsets[1] + 300] ^= 4),
        At("a compressed length of zero", VmdkDiagnostics.DamagedGrain, b => b.GrainOffsets[1] + 8, (bytes, b) => Put(bytes, b.GrainOffsets[1] + 8, 0)),
        At("a compressed length of 2 GiB", VmdkDiagnostics.DamagedGrain, b => b.GrainOffsets[1] + 8, (bytes, b) => Put(bytes, b.GrainOffsets[1] + 8, int.MaxValue)),
        At("a negative compressed length", VmdkDiagnostics.DamagedGrain, b => b.GrainOffsets[1] + 8, (bytes, b) => Put(bytes, b.GrainOffsets[1] + 8, -1)),
        At("a compressed length that is too short", VmdkDiagnostics.DamagedGrain, b => b.GrainOffsets[1], (bytes, b) => Put(bytes, b.GrainOffsets[1] + 8, 5000)),
        Grains("a wrong Adler-32", VmdkDiagnostics.DamagedGrain, zlib => { zlib[^1] ^= 1; return zlib; }),
        Grains("no zlib header", VmdkDiagnostics.DamagedGrain, zlib => zlib[2..]),
        Grains("a missing trailer", VmdkDiagnostics.DamagedGrain, zlib => zlib[..^4]),
        Grains("half a trailer", VmdkDiagnostics.DamagedGrain, zlib => zlib[..^2]),
        Grains("a stream cut in the middle", VmdkDiagnostics.DamagedGrain, zlib => zlib[..(zlib.Length / 2)]),
        Grains("a grain that is too short", VmdkDiagnostics.DamagedGrain, _ => VmdkBuilder.Zlib(new byte[Grain - 1])),
        Grains("a grain of one byte too many", VmdkDiagnostics.GrainTooLong, _ => VmdkBuilder.Zlib(new byte[Grain + 1])),
        Grains("a grain that inflates to 64 MiB", VmdkDiagnostics.GrainTooLong, _ => VmdkBuilder.Zlib(new byte[64 << 20])),

        Header("a descriptor behind the end", VmdkDiagnostics.BadDescriptor, 28, 1L << 30, at: 28),
        Header("a descriptor at a negative sector", VmdkDiagnostics.BadDescriptor, 28, -1L, at: 28),
        Header("a descriptor of no sectors", VmdkDiagnostics.BadDescriptor, 36, 0L, at: 28),
        Header("a descriptor of a GiB", VmdkDiagnostics.BadDescriptor, 36, 1L << 21, at: 28),
        Header("a descriptor of the largest size", VmdkDiagnostics.BadDescriptor, 36, long.MaxValue, at: 28),
        Described("a flat extent", VmdkDiagnostics.BadDescriptor, VmdkBuilder.DescriptorText(1024).Replace("SPARSE", "FLAT", StringComparison.Ordinal)),
        Described("no extent", VmdkDiagnostics.BadDescriptor, "createType=\"streamOptimized\"\n"),
        Text("a disk that vSphere encrypts", VmdkDiagnostics.Encrypted, new Location("disk.vmdk"), "CID=1\nparentCID=ffffffff\ncreateType=\"vmfs\"\nRW 8 VMFS \"disk-flat.vmdk\"\nddb.iofilters = \"vmwarevmcrypt\""),
        Text("a disk with keys", VmdkDiagnostics.Encrypted, new Location("disk.vmdk"), "CID=1\nparentCID=ffffffff\nencryptionKeys=\"vmware:key/list/(pair/(null/%3cVMWARE-EMPTYSTRING%3e))\"\ncreateType=\"vmfs\"\nRW 8 VMFS \"disk-flat.vmdk\"\nddb.adapterType = \"ide\""),
        Text("a descriptor file without extents", VmdkDiagnostics.BadDescriptor, new Location("disk.vmdk"), ""),
        Text("an extent of many sectors", VmdkDiagnostics.BadDescriptor, new Location("disk.vmdk", 3, 1), "RW many FLAT \"a\" 0"),
        Text("an extent of -1 sectors", VmdkDiagnostics.BadDescriptor, new Location("disk.vmdk", 3, 1), "RW -1 FLAT \"a\" 0"),
        Text("an extent of 2^63 sectors", VmdkDiagnostics.BadDescriptor, new Location("disk.vmdk", 3, 1), "RW 9223372036854775807 ZERO"),
        Text("extents of 2^64 bytes in all", VmdkDiagnostics.BadDescriptor, new Location("disk.vmdk", 4, 1), $"RW {64L << 31} ZERO\nRW {64L << 31} ZERO"),
        Text("an extent at sector 2^62", VmdkDiagnostics.BadDescriptor, new Location("disk.vmdk", 3, 1), "RW 1 FLAT \"a\" 4611686018427387904"),
        Text("an extent without a type", VmdkDiagnostics.BadDescriptor, new Location("disk.vmdk", 3, 1), "RW 1"),
        Text("an extent without a file", VmdkDiagnostics.BadDescriptor, new Location("disk.vmdk", 4, 1), "RW 1 ZERO\nRW 1 FLAT"),
        Text("65,537 extents", VmdkDiagnostics.BadDescriptor, new Location("disk.vmdk", 65_539, 1), string.Concat(Enumerable.Repeat("RW 1 ZERO\n", 65_537))),
        Text("a parent whose id cannot be read", VmdkDiagnostics.BadDescriptor, new Location("disk.vmdk"), "RW 1 ZERO\nparentCID=unknown\nparentFileNameHint=\"parent.vmdk\""),
        Text("a parent without a name", VmdkDiagnostics.BadDescriptor, new Location("disk.vmdk"), "RW 1 ZERO\nparentCID=12345678"),

        Text("a mapping of a LUN", VmdkDiagnostics.DataElsewhere, new Location("disk.vmdk", 4, 1), "createType=\"vmfsRDM\"\nRW 1024 VMFSRDM \"disk-rdm.vmdk\""),
        Text("a mapping of a LUN in physical mode", VmdkDiagnostics.DataElsewhere, new Location("disk.vmdk", 4, 1), "createType=\"vmfsPassthroughRawDeviceMap\"\nRW 1024 VMFSRDM \"disk-rdmp.vmdk\""),
        Text("a raw device of ESX", VmdkDiagnostics.DataElsewhere, new Location("disk.vmdk", 3, 1), "RW 1024 VMFSRAW \"/vmfs/devices/disks/naa.6\""),
        Text("a Windows drive", VmdkDiagnostics.DataElsewhere, new Location("disk.vmdk", 3, 1), "RW 1024 FLAT \"\\\\.\\PhysicalDrive1\" 0"),
        Text("a Linux device", VmdkDiagnostics.DataElsewhere, new Location("disk.vmdk", 3, 1), "RW 1024 FLAT \"/dev/sda\" 0"),
        Text("a vSAN object", VmdkDiagnostics.DataElsewhere, new Location("disk.vmdk", 3, 1), "RW 1024 VMFS \"vsan://7b5d0b5f-1c2e\""),
        Text("a vSAN delta", VmdkDiagnostics.DataElsewhere, new Location("disk.vmdk", 3, 1), "RW 1024 VSANSPARSE \"disk-vsan.vmdk\""),
        Text("an extent of tomorrow", VmdkDiagnostics.UnknownExtent, new Location("disk.vmdk", 3, 1), "RW 1024 QUANTUM \"disk-q.vmdk\""),

        Bytes("a disk that was in use", VmdkDiagnostics.UncleanShutdown, 72, new VmdkBuilder { Unclean = true }, (_, _) => { }),
        Redundant("a wiped directory", b => 56, (bytes, b) => bytes.AsSpan((int)b.DirectoryOffset, 8).Clear()),
        Redundant("a directory outside the file", b => 56, (bytes, _) => Put(bytes, 56, 1L << 40)),
        Redundant("a table outside the file", b => 56, (bytes, b) => Put(bytes, b.DirectoryOffset, -1)),
        Redundant("a table in the other one", b => 56, (bytes, b) => Put(bytes, b.DirectoryOffset + 4, (int)(b.TableOffsets[0] / 512))),
        Redundant("a wiped table", b => b.DirectoryOffset, (bytes, b) => bytes.AsSpan((int)b.TableOffsets[0], 1024).Clear()),
        Redundant("a wiped directory entry", b => b.DirectoryOffset, (bytes, b) => Put(bytes, b.DirectoryOffset, 0)),
        Redundant("an entry outside the file", b => b.DirectoryOffset, (bytes, b) => Put(bytes, b.TableOffsets[0] + 12, -1)),
        Redundant("an entry in the tables", b => b.DirectoryOffset, (bytes, b) => Put(bytes, b.TableOffsets[0] + 12, (int)(b.TableOffsets[1] / 512))),
        new("a piece read alone, as told", VmdkDiagnostics.ReadAlone, Location.AtOffset("disk-s001.vmdk", 28), findings =>
        {
            var builder = VmdkBuilder.Monolithic().With(Disk()).Described("");
            using var image = DiskFormats.BuiltIn.Open(builder.BuildSource("disk-s001.vmdk"), new() { Diagnostics = findings, Recover = true });
            Disk().AssertIn(image);
            return Task.CompletedTask;
        }),
        new("a stream without its footer, to be recovered", VmdkDiagnostics.Recovered, Location.AtOffset("disk.vmdk", new VmdkBuilder { Footer = false, EndOfStream = false }.With(Disk()).Build().Length), findings =>
        {
            var builder = new VmdkBuilder { EndOfStream = false };
            var bytes = builder.With(Disk()).Build().AsMemory(0, (int)builder.FooterOffset - 512);
            using var image = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(bytes, "disk.vmdk"), new() { Diagnostics = findings, Recover = true });
            Disk().AssertIn(image);
            return Task.CompletedTask;
        }),
        Checked("a table that differs from its copy", b => b.TableOffsets[0] + 4, (bytes, b) => Put(bytes, b.RedundantTableOffsets[0] + 4, 0)),
        Checked("a table without its copy", b => b.TableOffsets[1] + (34 * 4), (bytes, b) => Put(bytes, b.RedundantOffset + 4, 0)),
        Checked("a redundant directory that is damaged", b => b.RedundantOffset, (bytes, b) => Put(bytes, b.RedundantOffset, -1)),
        Checked("a redundant directory outside the file", b => 48, (bytes, b) => Put(bytes, 48, 1L << 40)),
        new("extents of several files without a disk database", VmdkDiagnostics.NoDatabase, new Location("disk.vmdk"), findings =>
            ReadAsync(SparseBytes.Of("# Disk DescriptorFile\ncreateType=\"custom\"\nRW 64 ZERO\nRW 64 ZERO\n"u8).AsSource("disk.vmdk"), findings)),
        new("split pieces without a disk database", VmdkDiagnostics.BadDescriptor, new Location("disk.vmdk"), findings =>
            ReadAsync(SparseBytes.Of("# Disk DescriptorFile\ncreateType=\"2GbMaxExtentFlat\"\nRW 64 ZERO\nRW 64 ZERO\n"u8).AsSource("disk.vmdk"), findings)),
        new("a journal that was not replayed", VmdkDiagnostics.DirtyJournal, Location.AtOffset("disk-sesparse.vmdk", 512 + 24), findings =>
        {
            var main = SparseBytes.Of("# Disk DescriptorFile\nRW 64 SESPARSE \"disk-sesparse.vmdk\"\n"u8);
            main.Siblings.Add("disk-sesparse.vmdk", SparseBytes.Of(new SeSparseBuilder(64) { Replay = 1 }.Build()));
            return ReadAsync(main.AsSource("disk.vmdk"), findings, main.Resolve);
        }),

        Described("a descriptor that says less than the header", VmdkDiagnostics.SizeMismatch, VmdkBuilder.DescriptorText(1000), at: 12),
        Described("a descriptor that says more than the header", VmdkDiagnostics.SizeMismatch, VmdkBuilder.DescriptorText(1025), at: 12),

        new("a parent that changed", VmdkDiagnostics.ParentChanged, new Location("disk.vmdk"), findings => ReadAsync(
            VmdkBuilder.Monolithic().With(Guest.Empty(Grain)).Described(VmdkBuilder.DescriptorText(128, "monolithicSparse", "0000beef", "parent.vmdk")).BuildSource(),
            findings,
            (in _) => VmdkBuilder.Monolithic().With(Guest.Empty(Grain)).BuildSource("parent.vmdk"))),
    ];

    public static TheoryData<string> Names { get; } = [.. Cases.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public Task Each_case_earns_its_code_at_its_place(string name) => Cases.Single(c => c.Name == name).CheckAsync();

    [Fact]
    public void Every_code_has_a_case() => DiagnosticCase.AssertAllCovered(VmdkDiagnostics.All, Cases);

    [Fact]
    public void A_grain_that_inflates_past_its_size_costs_no_memory()
    {
        var bomb = VmdkBuilder.Zlib(new byte[64 << 20]);
        var source = new VmdkBuilder { Compress = _ => bomb }.With(Guest.Empty(Grain).Random(0, Grain)).BuildSource();
        using var image = DiskFormats.BuiltIn.Open(source);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidContentException>(() => image.Read(0, new byte[512]));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    private static VmdkBuilder Front() => new() { TablesInFront = true, Footer = false };

    private static Guest Disk() => Guest.Empty(8 * Grain).Random(Grain, 3 * Grain);

    // Field by field in the header of an otherwise sound stream whose tables are in front.
    private static DiagnosticCase Header<T>(string name, DiagnosticDescriptor expected, int field, T value, int at = 0)
        where T : struct => Bytes(name, expected, at, Front(), (bytes, _) => Put(bytes, field, value));

    private static DiagnosticCase Described(string name, DiagnosticDescriptor expected, string text, int at = 512) =>
        Bytes(name, expected, at, Front().Described(text), (_, _) => { });

    private static DiagnosticCase Bytes(string name, DiagnosticDescriptor expected, long at, VmdkBuilder builder, Action<byte[], VmdkBuilder> damage)
    {
        var bytes = builder.With(Disk()).Build();
        damage(bytes, builder);
        return new(name, expected, Location.AtOffset("disk.vmdk", at < 0 ? bytes.Length : at), findings => ReadAsync(ByteSource.FromMemory(bytes, "disk.vmdk"), findings));
    }

    // Two tables: the disk is larger than one of them covers.
    private static DiagnosticCase At(string name, DiagnosticDescriptor expected, Func<VmdkBuilder, long> at, Action<byte[], VmdkBuilder> damage)
    {
        var builder = Front();
        builder.EntriesPerTable = 256;
        builder.With(Guest.Empty(300 * Grain).Random(Grain, 3 * Grain));
        var bytes = builder.Build();
        damage(bytes, builder);
        return new(name, expected, Location.AtOffset("disk.vmdk", at(builder)), findings => ReadAsync(ByteSource.FromMemory(bytes, "disk.vmdk"), findings));
    }

    // Plain grains with the tables behind them: nothing but the table says where a grain is.
    private static DiagnosticCase FooterOnly(string name, DiagnosticDescriptor expected, Func<VmdkBuilder, long> at, Action<byte[], VmdkBuilder> damage)
    {
        var builder = new VmdkBuilder { Flags = VmdkBuilder.NewLineTest };
        var bytes = builder.With(Disk()).Build();
        damage(bytes, builder);
        return new(name, expected, Location.AtOffset("disk.vmdk", at(builder)), findings => ReadAsync(ByteSource.FromMemory(bytes, "disk.vmdk"), findings));
    }

    private static DiagnosticCase Grains(string name, DiagnosticDescriptor expected, Func<byte[], byte[]> damage)
    {
        var builder = new VmdkBuilder { Compress = data => damage(VmdkBuilder.Zlib(data)) };
        var bytes = builder.With(Disk()).Build();
        return new(name, expected, Location.AtOffset("disk.vmdk", builder.GrainOffsets[1]), findings => ReadAsync(ByteSource.FromMemory(bytes, "disk.vmdk"), findings));
    }

    private static DiagnosticCase Cut(string name, DiagnosticDescriptor expected, Func<VmdkBuilder, long> at)
    {
        var builder = new VmdkBuilder();
        var bytes = builder.With(Disk()).Build().AsMemory();
        return new(name, expected, Location.AtOffset("disk.vmdk", at(builder)), findings => ReadAsync(ByteSource.FromMemory(bytes[..(int)at(builder)], "disk.vmdk"), findings));
    }

    private static DiagnosticCase Text(string name, DiagnosticDescriptor expected, Location at, string lines) =>
        new(name, expected, at, findings => ReadAsync(
            ByteSource.FromMemory(System.Text.Encoding.UTF8.GetBytes("# Disk DescriptorFile\nversion=1\n" + lines + "\n"), "disk.vmdk"), findings, (in reference) => throw new InvalidOperationException(reference.Name)));

    private static DiagnosticCase Alone(string name, string file, byte[] bytes) =>
        new(name, VmdkDiagnostics.PieceOfDisk, Location.AtOffset(file, 0), findings => ReadAsync(ByteSource.FromMemory(bytes, file), findings));

    private static DiagnosticCase Plain(string name, DiagnosticDescriptor expected, Func<VmdkBuilder, long> at, Action<byte[], VmdkBuilder> damage)
    {
        var (builder, bytes) = WithCopies(VmdkBuilder.NewLineTest, damage);
        return new(name, expected, Location.AtOffset("disk.vmdk", at(builder)), findings => ReadAsync(ByteSource.FromMemory(bytes, "disk.vmdk"), findings));
    }

    // The damage must cost a warning and no byte.
    private static DiagnosticCase Redundant(string name, Func<VmdkBuilder, long> at, Action<byte[], VmdkBuilder> damage)
    {
        var (builder, bytes) = WithCopies(VmdkBuilder.NewLineTest | VmdkBuilder.RedundantTables, damage);
        return new(name, VmdkDiagnostics.RedundantTablesUsed, Location.AtOffset("disk.vmdk", at(builder)), findings =>
        {
            using var image = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(bytes, "disk.vmdk"), new() { Diagnostics = findings });
            TwoTables().AssertIn(image);
            return Task.CompletedTask;
        });
    }

    // The damage shows only to those who ask for it.
    private static DiagnosticCase Checked(string name, Func<VmdkBuilder, long> at, Action<byte[], VmdkBuilder> damage)
    {
        var (builder, bytes) = WithCopies(VmdkBuilder.NewLineTest | VmdkBuilder.RedundantTables, damage);
        return new(name, VmdkDiagnostics.TablesDiffer, Location.AtOffset("disk.vmdk", at(builder)), async findings =>
        {
            using var image = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(bytes, "disk.vmdk"), new() { Diagnostics = findings });
            TwoTables().AssertIn(image);
            Assert.Empty(findings);
            await DiskCheck.RunAsync(image, findings, cancellationToken: TestContext.Current.CancellationToken);
        });
    }

    private static (VmdkBuilder Builder, byte[] Bytes) WithCopies(uint flags, Action<byte[], VmdkBuilder> damage)
    {
        var builder = VmdkBuilder.Monolithic();
        (builder.Flags, builder.EntriesPerTable) = (flags, 256);
        var bytes = builder.With(TwoTables()).Build();
        damage(bytes, builder);
        return (builder, bytes);
    }

    private static Guest TwoTables() => Guest.Empty(300 * Grain).Random(Grain, 3 * Grain).Random(290 * Grain, Grain);

    private static void Directory(byte[] bytes, long capacity, long grain, int entries)
    {
        Put(bytes, 12, capacity);
        Put(bytes, 20, grain);
        Put(bytes, 44, entries);
    }

    private static void Put<T>(byte[] bytes, long at, T value)
        where T : struct
    {
        var target = bytes.AsSpan((int)at);
        switch (value)
        {
            case long number:
                BinaryPrimitives.WriteInt64LittleEndian(target, number);
                break;
            case int number:
                BinaryPrimitives.WriteInt32LittleEndian(target, number);
                break;
            case short number:
                BinaryPrimitives.WriteInt16LittleEndian(target, number);
                break;
            default:
                throw new ArgumentException($"{typeof(T)} is not written");
        }
    }

    private static Task ReadAsync(ByteSource source, DiagnosticBag findings, ReferenceResolver? resolver = null)
    {
        using var image = DiskFormats.BuiltIn.Open(source, new() { Diagnostics = findings, Resolver = resolver });
        image.Read(0, new byte[image.Length]);
        return Task.CompletedTask;
    }
}
