using System.Globalization;
using System.Net;
using System.Text;
using OvfKit.Disks;

namespace OvfKit.Cli.Output;

/// <summary>Draws a disk as rows of cells, each an equal share of its bytes, shaded by how much of it holds data and coloured by layer.</summary>
internal static class MapDrawing
{
    private const int Columns = 64;
    private const int Rows = 32;
    private const int Cell = 12;
    private const int Left = 10;
    private const int Top = 40;

    // Colours that people who cannot tell red from green keep apart; deeper layers share the last one.
    private static readonly string[] LayerColours = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#999999"];

    public static string Draw(DiskImage image)
    {
        var share = Math.Max(512, (image.Length + (Columns * Rows) - 1) / (Columns * Rows));
        var cells = new Dictionary<int, (long Stored, long Compressed, int Layer)>();
        foreach (var extent in image.Extents().Where(extent => extent.Kind != RunKind.Zero))
        {
            for (var at = extent.Offset; at < extent.End;)
            {
                var index = (int)(at / share);
                var length = Math.Min(extent.End, (index + 1L) * share) - at;
                var (stored, compressed, layer) = cells.GetValueOrDefault(index, (0, 0, extent.Depth));
                cells[index] = extent.Kind == RunKind.Encoded ? (stored, compressed + length, layer) : (stored + length, compressed, layer);
                at += length;
            }
        }

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{(Columns * Cell) + (2 * Left)}\" height=\"{(Rows * Cell) + Top + 60}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"24\">{WebUtility.HtmlEncode(SafeText.Of(Path.GetFileName(image.Name)))}: {Sizes.Format(image.Length)}, one cell {Sizes.Format(share)}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{Top}\" width=\"{Columns * Cell}\" height=\"{Rows * Cell}\" fill=\"#f4f4f4\"/>\n");
        foreach (var (index, (stored, compressed, layer)) in cells.OrderBy(cell => cell.Key))
        {
            var opacity = 0.25 + (0.75 * Math.Min(1, (stored + compressed) / (double)share));
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left + (index % Columns * Cell)}\" y=\"{Top + (index / Columns * Cell)}\" width=\"{Cell - 1}\" height=\"{Cell - 1}\" ");
            svg.Append(CultureInfo.InvariantCulture, $"fill=\"{Colour(layer)}\" fill-opacity=\"{opacity:0.##}\"{(compressed > stored ? " rx=\"5\"" : "")}/>\n");
        }

        Legend(svg, cells.Values.Select(cell => cell.Layer).DefaultIfEmpty(0).Max());
        return svg.Append("</svg>\n").ToString();
    }

    private static void Legend(StringBuilder svg, int deepest)
    {
        var y = (Rows * Cell) + Top + 20;
        for (var layer = 0; layer <= Math.Min(deepest, LayerColours.Length - 1); layer++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left + (layer * 110)}\" y=\"{y}\" width=\"{Cell}\" height=\"{Cell}\" fill=\"{Colour(layer)}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + (layer * 110) + 16}\" y=\"{y + 11}\">layer {layer}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{y + 30}\">square: stored, round: compressed, paler: less of the cell holds data, blank: zeros</text>\n");
    }

    private static string Colour(int layer) => LayerColours[Math.Min(layer, LayerColours.Length - 1)];
}
