using System.Globalization;
using OvfKit.Disks;

namespace OvfKit.Cli.Output;

/// <summary>What <c>disk map</c> says. Sizes are in bytes.</summary>
internal sealed record DiskMap(string Name, long VirtualSize, IEnumerable<MapExtent> Extents)
{
    public static DiskMap Of(DiskImage image) => new(image.Name, image.Length, image.Extents().Select(extent => new MapExtent(extent.Offset, extent.Length, Word(extent.Kind), extent.Depth)));

    /// <summary>Prints one line an extent as it comes, whatever their number.</summary>
    public static void Print(DiskImage image, TextWriter output)
    {
        output.WriteLine($"{"offset",20} {"length",20}  {"kind",-10}  layer");
        foreach (var extent in image.Extents())
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{extent.Offset,20} {extent.Length,20}  {Word(extent.Kind),-10}  {(extent.Kind == RunKind.Zero ? "-" : extent.Depth.ToString(CultureInfo.InvariantCulture))}"));
    }

    public static string Word(RunKind kind) => kind switch
    {
        RunKind.Zero => "zero",
        RunKind.Encoded => "compressed",
        _ => "stored",
    };
}

/// <summary>One line of a map; layer 0 is the image itself, 1 its parent.</summary>
internal sealed record MapExtent(long Offset, long Length, string Kind, int Layer);
