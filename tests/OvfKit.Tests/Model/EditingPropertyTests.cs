using System.Text;
using CsCheck;
using OvfKit.Model;
using OvfKit.Tests.Schemas;

namespace OvfKit.Tests.Model;

public sealed class EditingPropertyTests
{
    /// <summary>Text whose writing is peculiar; nobody touches it, so it has to come out as it is.</summary>
    private static readonly string[] _untouched =
        ["<v:Note  a = \"1\" >kept</v:Note>", "<!-- what it is made of -->", "<v:Config   key=\"a\"  />", "<File ovf:id=\"file2\"   ovf:href='icon.png' v:mark=\"x\">"];

    private static readonly Action<Envelope, int>[] _edits =
    [
        (envelope, n) => Insert(envelope.References!.Files, n, new FileReference { Id = "f", Href = "h", Size = n }),
        (envelope, n) => Insert(envelope.DiskSection!.Disks, n, new VirtualDisk { Capacity = "1", DiskId = "d", FileRef = "f" }),
        (envelope, n) => Insert(envelope.NetworkSection!.Networks, n, new Network { Name = "n", Description = n % 2 == 0 ? null : "some" }),
        (envelope, n) => envelope.Sections.Add(new AnnotationSection { Annotation = "a" }),
        (envelope, n) => Insert(envelope.Sections, n, new ProductSection { Class = "x", Properties = { new ProductProperty { Key = "k", Type = "string" } } }),
        (envelope, n) => Insert(System(envelope).Sections, n, new EulaSection { License = "l" }),
        (envelope, n) => Insert(System(envelope).HardwareSections[0].ResourceItems, n, new HardwareItem { InstanceId = "9", ElementName = "e", ResourceType = 10, Connection = { "LAN" } }),
        (envelope, n) => Insert(System(envelope).Products[0].Settings, n, n % 2 == 0 ? new Message { Text = "c" } : new ProductProperty { Type = "string", Key = "k", Label = "l" }),
        (envelope, n) => Insert(System(envelope).Products[0].Icons, n, new ProductIcon { FileRef = "f" }),
        (envelope, n) => Insert(((VirtualSystemCollection)envelope.Content!).Members, n, new VirtualSystem { Id = "new", Sections = { new OperatingSystemSection { Id = 1 } } }),
        (envelope, n) => Insert(envelope.Strings, n, new MessageBundle { Language = "it", Messages = { new BundleMessage { MessageId = "m", Text = "t" } } }),
        (envelope, n) => System(envelope).Name = n % 3 == 0 ? null : "Name " + n,
        (envelope, n) => System(envelope).HardwareSections[0].System!.Caption = n % 3 == 0 ? null : "caption",
        (envelope, n) => System(envelope).HardwareSections[0].System!.Notes.Insert(0, "note"),
        (envelope, n) => System(envelope).HardwareSections[0].Items[0].Limit = n % 3 == 0 ? null : n,
        (envelope, n) => System(envelope).HardwareSections[0].Items[0].HostResource.Add("r"),
        (envelope, n) => System(envelope).Products[0].VendorUrl = n % 3 == 0 ? null : "url",
        (envelope, n) => System(envelope).OperatingSystem!.Description = n % 3 == 0 ? null : "os",
        (envelope, n) => System(envelope).OperatingSystem!.Version = n % 3 == 0 ? null : "v",
        (envelope, n) => Remove(envelope.DiskSection!.Disks, n),
        (envelope, n) => Remove(System(envelope).Products[0].Settings, n),
        (envelope, n) => Remove(System(envelope).Eulas, n),
        (envelope, n) => Remove(envelope.Strings, n),
        (envelope, n) => Remove(System(envelope).HardwareSections[0].System!.Notes, n),
        (envelope, n) => Move(envelope.NetworkSection!.Networks, n),
        (envelope, n) => Move(System(envelope).Products[0].Settings, n),
        (envelope, n) => Move(System(envelope).Sections, n),
        (envelope, n) => Move(((VirtualSystemCollection)envelope.Content!).Members, n),
    ];

    private static readonly Gen<(int Edit, int Number)[]> _plans = Gen.Select(Gen.Int[0, _edits.Length - 1], Gen.Int[0, 50]).Array[1, 25];

    [Theory]
    [InlineData(OvfVersion.One), InlineData(OvfVersion.Two)]
    public void Whatever_is_edited_the_document_stays_valid_and_the_rest_as_it_was(OvfVersion version) => _plans.Sample(plan =>
    {
        var descriptor = EverySection.Parse(version);
        foreach (var (edit, number) in plan)
            _edits[edit](descriptor.Envelope, number);

        Assert.Empty(OracleValidation.Complaints(descriptor));
        var text = Encoding.UTF8.GetString(descriptor.ToBytes());
        Assert.All(_untouched, chunk => Assert.Contains(chunk, text, StringComparison.Ordinal));
        // Read again, the model says the same.
        Assert.Equal(Dump(descriptor.Envelope), Dump(OvfDescriptor.Parse(descriptor.ToBytes(), "again").Envelope));
    }, iter: 300);

    [Theory]
    [InlineData(OvfVersion.One), InlineData(OvfVersion.Two)]
    public void What_is_added_and_taken_out_again_leaves_no_trace(OvfVersion version) => _plans.Sample(plan =>
    {
        var descriptor = EverySection.Parse(version);
        var before = descriptor.ToBytes();
        var old = descriptor.Document.Descendants().ToHashSet();
        foreach (var (edit, number) in plan)
        {
            if (edit < 11)
                _edits[edit](descriptor.Envelope, number);
        }
        foreach (var added in descriptor.Document.Descendants().Where(element => !old.Contains(element) && old.Contains(element.Parent!)).ToList())
            added.Annotation<OvfElement>()!.Remove();

        Assert.Equal(Encoding.UTF8.GetString(before), Encoding.UTF8.GetString(descriptor.ToBytes()));
    }, iter: 200);

    private static VirtualSystem System(Envelope envelope) => envelope.VirtualSystems.First(static system => system.Id == "vm");

    private static void Insert<T>(ElementList<T> list, int number, T item)
        where T : OvfElement => list.Insert(number % (list.Count + 1), item);

    private static void Remove<T>(IList<T> list, int number)
    {
        if (list.Count > 0)
            list.RemoveAt(number % list.Count);
    }

    private static void Move<T>(ElementList<T> list, int number)
        where T : OvfElement
    {
        if (list.Count > 0)
            list.Insert(number / 7 % list.Count, list[number % list.Count]);
    }

    private static string Dump(Envelope envelope) => string.Join('\n', envelope.Element.DescendantsAndSelf()
        .Select(static element => $"{element.Name} {string.Join(' ', element.Attributes().Where(static attribute => !attribute.IsNamespaceDeclaration))} {(element.HasElements ? "" : element.Value)}"));
}
