using System.Globalization;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Model;

namespace OvfKit.Schema;

/// <summary>Holds a whole document against the content tables and reports what does not fit (OVF1001 to OVF1014).</summary>
/// <remarks>
/// <para>Read literally (<see cref="SchemaReading.Literal"/>), the verdict is that of System.Xml.Schema over <c>schemas/</c> on every document:
/// it is valid when nothing above information is found. The findings are more than that validator's, which gives up on an element's children at the
/// first that does not fit.</para>
/// <para>With the dialects (<see cref="SchemaReading.Dialects"/>, the usual way) the verdict is that of System.Xml.Schema on a copy of the document
/// that was put straight before:</para>
/// <list type="number">
/// <item>Every spelling of the envelope's namespace, that of the root among them even when nobody knows it, is the one of the document's version
/// (2 for a root in envelope 2, else 1). That of a root called Environment is the environment's.</item>
/// <item>The namespace of a CIM class loses an ending of <c>.xsd</c>.</item>
/// <item>An element in no namespace, inside one the schemas describe, is in the namespace of its siblings by the schema.</item>
/// <item>An attribute in no namespace, on an element of the envelope or the environment, is in the element's namespace, unless the element has that
/// one too.</item>
/// <item>Of attributes that have one name by now the first counts; the others are left out.</item>
/// <item>An OVF <c>Section</c> or <c>Content</c> with <c>xsi:type</c> has the name of that type without <c>_Type</c>.</item>
/// <item><c>InstanceId</c> of a CIM class is <c>InstanceID</c>.</item>
/// <item>What stands among sections (in an Envelope, a VirtualSystem, a VirtualSystemCollection, an Environment, an Entity) in a namespace the schemas
/// do not describe is left out: a vendor's own schema decides on it.</item>
/// </list>
/// <para>Works without recursion, in time and memory proportional to the document.</para>
/// </remarks>
internal sealed class SchemaValidator
{
    private readonly SchemaReading _reading;
    private readonly DocumentNames _names;
    private readonly ContentSearch _search;
    private readonly SchemaFindings _findings;
    private readonly ValueCheck _values;
    private readonly Stack<Frame> _open = [];

    private SchemaValidator(XElement root, string document, SchemaReading reading)
    {
        _reading = reading;
        _names = new(root, reading);
        _search = new(_names.Version, withForeign: reading == SchemaReading.Dialects);
        _findings = new(document);
        _values = new(_names, _findings);
    }

    /// <summary>An element still to be looked at.</summary>
    /// <param name="Element">The element.</param>
    /// <param name="Name">The name the schemas know it by.</param>
    /// <param name="Table">The table of its type, or null where the schemas say nothing of it.</param>
    /// <param name="IsNillable">Whether <c>xsi:nil</c> may stand for its content.</param>
    /// <param name="IsLax">Whether it stands where the schemas want elements checked only as far as they know them.</param>
    private readonly record struct Frame(XElement Element, SchemaName Name, ContentTable? Table, bool IsNillable, bool IsLax = false);

    /// <summary>Reports what in a descriptor does not fit the schemas, in the order of the text.</summary>
    /// <param name="descriptor">The descriptor, read or edited.</param>
    /// <param name="diagnostics">Where the findings go; at most 10,000.</param>
    /// <param name="reading">What is forgiven.</param>
    public static void Validate(OvfDescriptor descriptor, DiagnosticBag diagnostics, SchemaReading reading = SchemaReading.Dialects)
    {
        if (descriptor.Document.Root is { } root)
            Validate(root, descriptor.Name, diagnostics, reading);
    }

    /// <summary>Reports what in a document, a descriptor or an environment, does not fit the schemas, in the order of the text.</summary>
    /// <param name="root">The root element.</param>
    /// <param name="name">The document's name.</param>
    /// <param name="diagnostics">Where the findings go; at most 10,000.</param>
    /// <param name="reading">What is forgiven.</param>
    public static void Validate(XElement root, string name, DiagnosticBag diagnostics, SchemaReading reading = SchemaReading.Dialects)
    {
        var validator = new SchemaValidator(root, name, reading);
        validator.Walk(root);
        validator._findings.MoveTo(diagnostics);
    }

    private void Walk(XElement root)
    {
        _open.Push(AnywhereKnown(root, _names.NameOf(root, SchemaFamily.None, null)) with { IsLax = false });
        while (_open.TryPop(out var frame) && !_findings.IsFull)
            Check(frame);
        _values.CheckIds();
    }

    private void Check(Frame frame)
    {
        var table = _values.TableOf(frame.Element, frame.Name, frame.Table, frame.IsLax);
        if (table is { IsAbstract: true })
            _findings.Add(SchemaDiagnostics.ElementUnexpected, frame.Element, $"{SchemaFindings.NameOf(frame.Element)} only stands for others and cannot be used itself");
        _values.CheckAttributes(frame.Element, frame.Name.Family, table);
        if (table is not null && _values.IsNil(frame.Element, frame.IsNillable || frame.Table is null))
            return;
        if (table is null)
            PushAll(frame.Element, frame.Name.Family);
        else if (table.Value is { } type)
            CheckValue(frame, type);
        else
            CheckContent(frame, table);
    }

    private void CheckValue(Frame frame, SimpleType type)
    {
        if (!frame.Element.HasElements)
        {
            _values.CheckValue(frame.Element, type, ValueCheck.TextOf(frame.Element));
            return;
        }
        foreach (var child in frame.Element.Elements())
            _findings.Add(SchemaDiagnostics.ElementUnexpected, child, $"{SchemaFindings.NameOf(child)} is not expected here: {SchemaFindings.NameOf(frame.Element)} holds only text");
        PushAll(frame.Element, frame.Name.Family);
    }

    private void CheckContent(Frame frame, ContentTable table)
    {
        _search.Begin(table);
        for (var node = frame.Element.FirstNode; node is not null && !_findings.IsFull; node = node.NextNode)
        {
            if (node is XText text && !table.IsMixed)
                CheckText(frame.Element, table, text.Value);
            else if (node is XElement child)
                CheckChild(frame, table, child);
        }
        for (var gap = _search.NextGap(0); gap >= 0; gap = _search.NextGap(gap + 1))
            _findings.Add(SchemaDiagnostics.ElementMissing, frame.Element, $"{SchemaFindings.NameOf(frame.Element)} has no {Expected(table.Slots[gap])}, which the schema demands");
    }

    private void CheckText(XElement element, ContentTable table, string text)
    {
        var isEmpty = table.Slots.Length == 0;
        if (isEmpty ? text.Length == 0 : text.AsSpan().IndexOfAnyExcept(" \t\r\n") < 0)
            return;
        var what = isEmpty ? "nothing, not even blanks" : "only elements";
        _findings.Add(SchemaDiagnostics.TextUnexpected, element, $"{SchemaFindings.NameOf(element)} may hold {what}, but has the text {SchemaFindings.Quoted(text.Trim())}");
    }

    private void CheckChild(Frame parent, ContentTable table, XElement child)
    {
        var name = _names.NameOf(child, parent.Name.Family, table);
        var match = _search.Next(child, name);
        if (match.Verdict != ContentVerdict.Fits)
            Report(match, parent.Element, table);
        if (match.Verdict == ContentVerdict.Foreign && _reading == SchemaReading.Dialects)
            return;
        _open.Push(match is { Term: { } term, Verdict: not ContentVerdict.OtherVersion } ? new(child, name, ContentTables.Of(term.Type), term.IsNillable) : AnywhereKnown(child, name));
    }

    private void Report(in ContentMatch match, XElement parent, ContentTable table)
    {
        var child = SchemaFindings.NameOf(match.Child);
        var place = SchemaFindings.NameOf(parent);
        switch (match.Verdict)
        {
            case ContentVerdict.Misplaced:
                _findings.Add(SchemaDiagnostics.ElementOutOfOrder, match.Child, $"{child} stands too late in {place}: move it before {Expected(table.Slots[_search.Reached])}");
                break;
            case ContentVerdict.Repeated:
                _findings.Add(SchemaDiagnostics.ElementRepeated, match.Child, string.Create(CultureInfo.InvariantCulture, $"{place} may have {table.Slots[match.SlotIndex].Maximum} {child}, and this is one more"));
                break;
            case ContentVerdict.OtherVersion:
                _findings.Add(SchemaDiagnostics.ElementOfOtherVersion, match.Child, $"{child} belongs to OVF {(_names.Version == SchemaVersions.One ? 2 : 1)}, but the document is written as OVF {(_names.Version == SchemaVersions.One ? 1 : 2)}");
                break;
            case ContentVerdict.Foreign when _reading == SchemaReading.Dialects:
                _findings.Add(SchemaDiagnostics.ForeignSection, match.Child, $"{child} of namespace {SchemaFindings.Quoted(match.Child.Name.NamespaceName)} is no section of the standard; only its vendor's products understand it");
                break;
            default:
                _findings.Add(SchemaDiagnostics.ElementUnexpected, match.Child, $"{child} is not expected in {place}");
                break;
        }
    }

    private static string Expected(ContentSlot slot) =>
        slot.Head is not null ? $"ovf:{slot.Head}"
        : slot.Terms.Length > 0 ? string.Join(" or ", slot.Terms.Select(static term => SchemaFindings.NameOf(term.Family, term.Name)))
        : "further element";

    private void PushAll(XElement element, SchemaFamily family)
    {
        foreach (var child in element.Elements())
            _open.Push(AnywhereKnown(child, _names.NameOf(child, family, null)));
    }

    // What the schemas say of an element wherever it stands: something only where they declare it for itself.
    private Frame AnywhereKnown(XElement element, SchemaName name)
    {
        foreach (var term in ContentTables.Global(name.Family, name.Local))
        {
            if (term.Versions.HasFlag(_names.Version))
                return new(element, name, ContentTables.Of(term.Type), term.IsNillable, IsLax: true);
        }
        return new(element, name, null, false, IsLax: true);
    }
}
