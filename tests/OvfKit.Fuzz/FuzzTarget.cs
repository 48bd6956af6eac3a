using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.IO;
using OvfKit.Packaging;
using OvfKit.Validation;

namespace OvfKit.Fuzz;

/// <summary>Something that takes any bytes and may end only in documented ways: every other exception is a finding of the fuzzer.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Act">Takes the bytes.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Act)
{
    // A sparse image of a few bytes may be a disk of exabytes; only so much of it is looked at.
    private const int MostExtents = 10_000;
    private const int MostRead = 8 << 20;

    /// <summary>One target for each disk format, and those of packages.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. DiskFormats.BuiltIn.Select(format => new FuzzTarget(format.Name, bytes => ReadDisk(format, bytes))),
        new("descriptor", Validate),
        new("manifest", bytes => Manifest.Parse(bytes, "fuzz.mf")),
        new("ova", ReadPackage),
    ];

    /// <summary>The target with a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static FuzzTarget Find(string name) => All.FirstOrDefault(target => target.Name == name) ?? throw new ArgumentException($"there is no target \"{name}\"");

    /// <summary>Runs the target; documented failures are swallowed.</summary>
    public void Run(byte[] bytes)
    {
        try
        {
            Act(bytes);
        }
        catch (Exception exception) when (exception is OvfKitException or IOException)
        {
        }
    }

    private static void ReadDisk(DiskFormat format, byte[] bytes)
    {
        using var image = DiskFormats.BuiltIn.Open(ByteSource.FromMemory(bytes, "fuzz.disk"), new DiskOpenOptions { Recover = bytes.Length % 2 == 1 }, format);
        var buffer = new byte[1 << 16];
        var read = 0L;
        foreach (var extent in image.Extents().Take(MostExtents).Where(extent => extent.Kind != RunKind.Zero))
        {
            for (var at = extent.Offset; at < extent.End && read < MostRead; at += buffer.Length)
            {
                var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, extent.End - at));
                image.Read(at, part);
                read += part.Length;
            }
        }
    }

    private static void Validate(byte[] bytes)
    {
        var findings = new DiagnosticBag();
        var descriptor = OvfDescriptor.Parse(bytes, "fuzz.ovf", findings);
        DescriptorValidator.Validate(descriptor, null, findings);
        if (!descriptor.ToBytes().AsSpan().SequenceEqual(bytes))
            throw new InvalidOperationException("an untouched descriptor was not written back byte for byte");
    }

    private static void ReadPackage(byte[] bytes)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            using var package = OvfPackage.Open(path);
            foreach (var disk in package.Disks)
                package.OpenDisk(disk).Dispose();
        }
        finally
        {
            File.Delete(path);
        }
    }
}
