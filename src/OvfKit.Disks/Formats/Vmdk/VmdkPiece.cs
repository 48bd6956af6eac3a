using System.Globalization;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>One file of a VMDK that has its data beside the descriptor.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Offset">The first guest byte it holds.</param>
/// <param name="Length">How many guest bytes it holds.</param>
internal readonly record struct VmdkPiece(string Name, long Offset, long Length)
{
    /// <summary>The most pieces of a split disk: their numbers have three digits.</summary>
    public const int Most = 999;

    /// <summary>The guest offset just past the piece.</summary>
    public long End => Offset + Length;

    /// <summary>Names the files of a disk as VMware does.</summary>
    /// <param name="mainName">The descriptor's file.</param>
    /// <param name="kind">What follows the name: <c>flat</c> for a single piece; <c>s</c> or <c>f</c> for numbered ones.</param>
    /// <param name="length">The disk's guest bytes.</param>
    /// <param name="most">The most guest bytes of a piece.</param>
    public static IReadOnlyList<VmdkPiece> Plan(string mainName, string kind, long length, long most)
    {
        var stem = mainName.EndsWith(".vmdk", StringComparison.OrdinalIgnoreCase) ? mainName[..^".vmdk".Length] : mainName;
        var pieces = new List<VmdkPiece>();
        do
        {
            var offset = pieces.Count * most;
            var number = kind == "flat" ? "" : (pieces.Count + 1).ToString("d3", CultureInfo.InvariantCulture);
            pieces.Add(new VmdkPiece($"{stem}-{kind}{number}.vmdk", offset, Math.Min(most, length - offset)));
        }
        while (pieces[^1].End < length);
        return pieces;
    }
}
