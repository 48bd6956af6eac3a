using System.Globalization;
using System.Xml;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Parallels;

/// <summary>A file that holds one snapshot of one piece of the disk.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Type"><c>Compressed</c> for an expanding image, <c>Plain</c> for bytes as they are.</param>
/// <param name="File">The file's name, relative to the bundle; untrusted.</param>
internal sealed record ParallelsPiece(Guid Snapshot, string Type, string File);

/// <summary>A range of the disk, in sectors, and its files: one for each snapshot.</summary>
internal sealed record ParallelsStorage(long Start, long End, IReadOnlyList<ParallelsPiece> Pieces);

/// <summary>A snapshot and the one it was made on; all zeros for none.</summary>
internal sealed record ParallelsShot(Guid Id, Guid Parent);

/// <summary>What <c>DiskDescriptor.xml</c> says of a bundle (prl-xml.txt).</summary>
internal sealed record ParallelsDescriptor(long Sectors, int LogicalSectorSize, Guid? Uid, IReadOnlyList<ParallelsStorage> Storages, ParallelsSnapshots Snapshots)
{
    private const string Root = "Parallels_disk_image";
    private const long LargestDescriptor = 4 << 20;
    private const long MaxSectors = long.MaxValue / ParallelsHeader.SectorSize;

    public static bool Matches(ReadOnlySpan<byte> head) => IsXml(head) && head.IndexOf("<Parallels_disk_image"u8) >= 0;

    public static bool IsXml(ReadOnlySpan<byte> head) => head.TrimStart("\uFEFF \t\r\n"u8) is [(byte)'<', ..];

    public static ParallelsDescriptor Read(ByteSource source)
    {
        if (source.Length > LargestDescriptor)
            throw Bad(new Location(source.Name), $"the descriptor has {source.Length} bytes, more than any bundle needs");
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LargestDescriptor };
        try
        {
            using var reader = XmlReader.Create(source.AsStream(), settings);
            return new Content(source, reader).Read();
        }
        catch (XmlException exception)
        {
            throw ParallelsDiagnostics.BadDescriptor.Invalid(
                new Location(source.Name, Math.Max(1, exception.LineNumber), Math.Max(1, exception.LinePosition)), $"the descriptor is no well-formed XML: {exception.Message}", exception);
        }
    }

    internal static InvalidContentException Bad(Location location, string message) => ParallelsDiagnostics.BadDescriptor.Invalid(location, message);

    private sealed class Content(ByteSource source, XmlReader reader)
    {
        private const int MaxDepth = 16;
        private const int MaxText = 64 << 10;

        private readonly List<ParallelsStorage> _storages = [];
        private readonly List<ParallelsShot> _shots = [];
        private List<ParallelsPiece> _pieces = [];
        private long? _sectors;
        private int _sectorSize = ParallelsHeader.SectorSize;
        private Guid? _uid;
        private Guid? _top;

        private Location Here => reader is IXmlLineInfo line && line.HasLineInfo() ? new Location(source.Name, line.LineNumber, line.LinePosition) : new Location(source.Name);

        public ParallelsDescriptor Read()
        {
            var open = new Stack<Element>();
            while (reader.Read())
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element when open.Count == MaxDepth:
                        throw Bad(Here, $"elements lie more than {MaxDepth} deep in one another");
                    case XmlNodeType.Element when open.Count == 0 && reader.LocalName != Root:
                        throw Bad(Here, $"the root element is \"{reader.LocalName}\", not \"{Root}\"");
                    case XmlNodeType.Element when !reader.IsEmptyElement:
                        open.Push(new Element(reader.LocalName, Here));
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA:
                        open.Peek().Text += open.Peek().Text.Length <= MaxText ? reader.Value : throw Bad(Here, $"an element has more than {MaxText} characters");
                        break;
                    case XmlNodeType.EndElement:
                        var element = open.Pop();
                        End(element, open.TryPeek(out var parent) ? parent : null);
                        break;
                }
            }

            if (_sectors is not { } sectors)
                throw Bad(new Location(source.Name), "the size of the disk (Disk_size) is missing");
            return new ParallelsDescriptor(sectors, _sectorSize, _uid, InOrder(sectors), new ParallelsSnapshots(source, _top, _shots));
        }

        private void End(Element element, Element? parent)
        {
            switch (element.Name)
            {
                case "Disk_Parameters":
                    Parameters(element);
                    break;
                case "Encryption" when element.Id("Engine") is { } engine && engine != Guid.Empty:
                    throw ParallelsDiagnostics.UnknownFeature.Unsupported(element.At, "the disk is encrypted; decrypt it in Parallels Desktop and try again");
                case "Image":
                    _pieces.Add(new ParallelsPiece(element.Id("GUID") ?? throw element.Lacks("GUID"), element.Value("Type") ?? throw element.Lacks("Type"), element.Value("File") ?? throw element.Lacks("File")));
                    break;
                case "Storage":
                    _storages.Add(new ParallelsStorage(element.Number("Start") ?? throw element.Lacks("Start"), element.Number("End") ?? throw element.Lacks("End"), _pieces));
                    _pieces = [];
                    break;
                case "Shot":
                    _shots.Add(new ParallelsShot(element.Id("GUID") ?? throw element.Lacks("GUID"), element.Id("ParentGUID") ?? throw element.Lacks("ParentGUID")));
                    break;
                case "Snapshots":
                    _top = element.Id("TopGUID");
                    break;
                default:
                    parent?.Children.TryAdd(element.Name, element);
                    break;
            }
        }

        private void Parameters(Element parameters)
        {
            _sectors = parameters.Number("Disk_size") ?? throw parameters.Lacks("Disk_size");
            if (parameters.Number("Padding") is > 0)
                throw ParallelsDiagnostics.UnknownFeature.Unsupported(parameters.Children["Padding"].At, "the disk has padding, whose meaning is not documented; make a copy of the disk in Parallels Desktop");
            _sectorSize = parameters.Number("LogicSectorSize") == 4096 ? 4096 : ParallelsHeader.SectorSize;
            _uid = parameters.Id("UID");
        }

        private List<ParallelsStorage> InOrder(long sectors)
        {
            var inOrder = _storages.OrderBy(storage => storage.Start).ToList();
            var end = 0L;
            foreach (var storage in inOrder)
            {
                if (storage.Start != end || storage.End < storage.Start)
                    throw Bad(new Location(source.Name), $"a part of the disk lies at sectors {storage.Start} to {storage.End}, where the part before it ends at sector {end}; the parts must follow one another");
                end = storage.End;
            }

            return end >= sectors ? inOrder : throw Bad(new Location(source.Name), $"the disk has {sectors} sectors, but its parts end at sector {end}");
        }
    }

    private sealed class Element(string name, Location at)
    {
        public string Name => name;

        public Location At => at;

        public string Text { get; set; } = "";

        public Dictionary<string, Element> Children { get; } = [];

        public string? Value(string child) => Children.TryGetValue(child, out var element) && element.Text.Trim() is { Length: > 0 } text ? text : null;

        public long? Number(string child) => Value(child) is not { } text
            ? null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxSectors ? number : throw Bad(Children[child].At, $"\"{text}\" is no number that {child} can be");

        public Guid? Id(string child) => Value(child) is not { } text ? null : Guid.TryParse(text, out var id) ? id : throw Bad(Children[child].At, $"\"{text}\" is no GUID, which {child} must be");

        public InvalidContentException Lacks(string child) => Bad(At, $"the element {Name} has no {child}");
    }
}
