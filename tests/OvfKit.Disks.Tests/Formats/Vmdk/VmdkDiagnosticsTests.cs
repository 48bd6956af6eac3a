using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Tests.Support;
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
        At("a table behind the end", VmdkDiagnostics.BadTable, b => b.DirectoryOffset, (bytes, b) => Put(bytes, b.DirectoryOffset, bytes.Length / 512)),
        At("a table at the last possible sector", VmdkDiagnostics.BadTable, b => b.DirectoryOffset, (bytes, b) => Put(bytes, b.DirectoryOffset, -1)),
        At("a grain behind the end", VmdkDiagnostics.BadTable, b => b.TableOffsets[0] + 4, (bytes, b) => Put(bytes, b.TableOffsets[0] + 4, bytes.Length / 512)),
        At("a grain in the descriptor", VmdkDiagnostics.BadTable, b => b.TableOffsets[0] + 4, (bytes, b) => Put(bytes, b.TableOffsets[0] + 4, 20)),
        At("a zeroed grain without the flag for it", VmdkDiagnostics.BadTable, b => b.TableOffsets[0] + 4, (bytes, b) => Put(bytes, b.TableOffsets[0] + 4, 1)),

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
        Described("two extents", VmdkDiagnostics.PieceOfDisk, VmdkBuilder.DescriptorText(1024) + "RW 1024 SPARSE \"b.vmdk\"\n"),
        Described("a flat extent", VmdkDiagnostics.PieceOfDisk, VmdkBuilder.DescriptorText(1024).Replace("SPARSE", "FLAT", StringComparison.Ordinal)),
        Described("no extent", VmdkDiagnostics.PieceOfDisk, "createType=\"streamOptimized\"\n"),

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
        Described("a descriptor without createType", VmdkDiagnostics.BadDescriptor, "# Disk DescriptorFile\nRW 1024 SPARSE \"a.vmdk\"\n"),
        Described("an empty descriptor", VmdkDiagnostics.BadDescriptor, ""),

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
