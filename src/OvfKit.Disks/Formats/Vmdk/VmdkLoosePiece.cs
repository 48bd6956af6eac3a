using System.Globalization;
using System.Text.RegularExpressions;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Tells the people who open one file of a disk of several which one to open instead.</summary>
internal static partial class VmdkLoosePiece
{
    /// <summary>The failure of opening a piece alone.</summary>
    /// <param name="source">The piece.</param>
    /// <param name="field">The byte offset of what shows that it is one.</param>
    /// <param name="options">How it is opened; its resolver is asked for the descriptor, to say how many pieces there are.</param>
    public static UnsupportedContentException Refuse(ByteSource source, long field, DiskOpenOptions options)
    {
        var name = FileName(source.Name);
        var message = "the file holds a piece of a disk but no descriptor; open the small .vmdk file that lists the pieces";
        if (Names().Match(name) is { Success: true } match)
        {
            var main = match.Groups["disk"].Value + ".vmdk";
            var what = match.Groups["number"] is { Success: true } number
                ? "piece " + int.Parse(number.Value, CultureInfo.InvariantCulture) + (Count(source, main, options) is { } count ? $" of {count}" : "") + " of a disk, without the descriptor"
                : match.Groups["kind"].Value.ToUpperInvariant() switch
                {
                    "DELTA" or "SESPARSE" => "the data of a snapshot, without the descriptor",
                    "CTK" => "the list of a disk's changed blocks, which holds none of its data",
                    "RDM" or "RDMP" => "the pointer of a raw device mapping, which holds none of the disk's data",
                    _ => "the data of a disk, without the descriptor",
                };
            message = $"this is {what}; open \"{main}\" instead, with all its files beside it";
        }

        return VmdkDiagnostics.PieceOfDisk.Unsupported(Location.AtOffset(source.Name, field), message);
    }

    /// <summary>The last part of a path with either separator, or of an archive's member.</summary>
    public static string FileName(string path) => path[(path.AsSpan().LastIndexOfAny("/\\!]") + 1)..].Trim();

    /// <summary>Whether the name is one VMware gives to the data of a disk, not to its descriptor.</summary>
    public static bool IsPieceName(string path) => Names().IsMatch(FileName(path));

    private static int? Count(ByteSource piece, string main, DiskOpenOptions options)
    {
        try
        {
            using var descriptor = options.Resolver?.Invoke(new DiskReference(ReferenceKind.Extent, main, null, null, piece));
            return descriptor is null ? null : VmdkDescriptor.ReadText(descriptor).Extents.Count;
        }
        catch (Exception exception) when (exception is OvfKitException or IOException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^(?<disk>.+)-(?:[sf](?<number>\d{3,6})|(?<kind>flat|delta|sesparse|rdmp?|ctk))\.vmdk$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
