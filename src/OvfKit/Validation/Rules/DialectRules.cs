using System.Collections.Frozen;
using System.Globalization;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Validation.Reading;
using OvfKit.Xml;
using static OvfKit.Validation.ValidationContext;

namespace OvfKit.Validation.Rules;

/// <summary>Known ways to write OVF that are not the standard's. Everything is read all the same; each way is reported once.</summary>
internal sealed class DialectRules : ValidationRule
{
    // The attributes of OVF, all of which the schema wants with a prefix; others without one are vendors' or mistakes.
    private static readonly FrozenSet<string> _attributes = """
        bound capacity capacityAllocationUnits chunkSize class compression configuration default diskId fileRef format height href id instance key mimeType
        msgid name order parentRef password populatedSize qualifiers required size startAction startDelay stopAction stopDelay transport type
        userConfigurable value waitingForGuest width
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> _booleans = new[] { "required", "default", "userConfigurable", "password", "waitingForGuest" }.ToFrozenSet(StringComparer.Ordinal);

    public override IReadOnlyList<DiagnosticDescriptor> Codes => DialectDiagnostics.All;

    public override void Check(ValidationContext context)
    {
        var found = new Occurrences();
        var root = context.Index.Root;
        if (context.Index.Dialect == OvfDialect.Draft)
            found.Add(DialectDiagnostics.Draft, root, "this is OVF 0.9, the draft before the standard; few products besides VMware's read it");
        else if (context.Index.Dialect == OvfDialect.OVirt)
            found.Add(DialectDiagnostics.OVirt, root, "this is OVF as oVirt writes it; other products do not read it");
        else if (root.Name.Namespace == OvfNamespaces.EnvelopeUnversioned)
            found.Add(DialectDiagnostics.Unversioned, root, $"the namespace has no version; \"{OvfNamespaces.Envelope1}\" was expected");
        if (root.Annotation<NodeSpan>() is { } span && span.Source.Bytes.Span is [0xEF, 0xBB, 0xBF, ..])
            found.Add(DialectDiagnostics.ByteOrderMark, root, "the document begins with a byte order mark, which some readers stumble over");

        CheckTree(context, root, found);
        found.Report(context);
    }

    private static void CheckTree(ValidationContext context, XElement element, Occurrences found)
    {
        CheckName(context, element, found);
        CheckContent(context, element, found);
        for (var attribute = element.FirstAttribute; attribute is not null; attribute = attribute.NextAttribute)
            CheckAttribute(context, attribute, found);

        // What is inside a vendor's element is the vendor's affair, even where it takes OVF's namespace for want of another.
        if (!context.Read.IsOvf(element.Name.Namespace) && !ElementReading.IsStrings(element.Name.Namespace))
            return;
        foreach (var child in element.Elements())
            CheckTree(context, child, found);
    }

    private static void CheckName(ValidationContext context, XElement element, Occurrences found)
    {
        var home = element.Name.Namespace;
        var name = element.Name.LocalName;
        if (home == XNamespace.None)
            found.Add(DialectDiagnostics.NoNamespace, element, $"the element {name} is in no namespace; it belongs in that of the envelope");
        else if (OvfNamespaces.IsEnvelope(home) && home != context.Index.Root.Name.Namespace)
            found.Add(DialectDiagnostics.MixedVersions, element, $"the element {name} is in the namespace \"{home}\", another than the envelope's");
        else if (OvfNamespaces.IsCimClass(home) && home.NamespaceName.EndsWith(".xsd", StringComparison.Ordinal))
            found.Add(DialectDiagnostics.CimNamespaceSuffix, element, $"the namespace \"{home}\" is that of VirtualBox; the standard's has no \".xsd\" at its end");
        if (ElementReading.IsTyped(element) && context.Read.IsOvf(home))
            found.Add(DialectDiagnostics.TypedSection, element, $"the {name} says in xsi:type what it is; since OVF 1.0 sections have names of their own");
        if (name == "Strings" && ElementReading.IsStrings(home))
            found.Add(DialectDiagnostics.StringsNamespace, element, "the messages are in a namespace of their own; since OVF 1.0 they are in that of the envelope");
    }

    private static void CheckContent(ValidationContext context, XElement element, Occurrences found)
    {
        if (!OvfNamespaces.IsCimClass(element.Name.Namespace) || element.Value is not { Length: > 0 } value)
            return;
        switch (element.Name.LocalName)
        {
            case "InstanceId":
                found.Add(DialectDiagnostics.InstanceIdSpelling, element, "since OVF 1.0 the element is spelled InstanceID");
                break;
            case "BusNumber":
                found.Add(DialectDiagnostics.DraftSetting, element, "BusNumber is the draft's; since OVF 1.0 the element is called Address");
                break;
            case "Caption" when element.Parent is { } device && found.IsFirstOf(device) && context.Read.Setting(device, "ElementName") is null:
                found.Add(DialectDiagnostics.DraftSetting, element, "the device has a Caption and no ElementName; since OVF 1.0 the latter is its name");
                break;
            case "VirtualSystemType" when value.Trim().AsSpan().IndexOfAny(", \t\r\n") >= 0:
                found.Add(DialectDiagnostics.SystemTypeList, element, $"{Show(value)} is a list of families; some products take it for the name of one");
                break;
            case "AllocationUnits" when IsWord(value):
                found.Add(DialectDiagnostics.WordUnits, element, WordMessage(value));
                break;
            case "HostResource" when HostResource.Parse(value.Trim()) is { IsUsual: false } backing:
                found.Add(DialectDiagnostics.ShortHostResource, element,
                    $"{Show(value)} is a short form; \"ovf:/{(backing.IsDisk ? "disk" : "file")}/{backing.Id}\" is the one all products know");
                break;
        }
    }

    private static void CheckAttribute(ValidationContext context, XAttribute attribute, Occurrences found)
    {
        var name = attribute.Name.LocalName;
        var element = attribute.Parent!;
        if (attribute.IsNamespaceDeclaration || !context.Read.IsOvf(attribute.Name.Namespace))
            return;
        if (attribute.Name.Namespace == XNamespace.None && _attributes.Contains(name) && context.Read.Kind(element) is not null)
            found.Add(DialectDiagnostics.UnprefixedAttribute, attribute, $"the attribute {name} has no prefix, so strictly speaking it is none of OVF's; write ovf:{name}");
        if (_booleans.Contains(name) && attribute.Value.Trim() is "True" or "False" or "TRUE" or "FALSE")
            found.Add(DialectDiagnostics.BooleanCase, attribute, $"{Show(attribute.Value)} is written in small letters");
        if (name == "transport" && attribute.Value.Contains(',', StringComparison.Ordinal))
            found.Add(DialectDiagnostics.TransportCommas, attribute, $"the transports are {Show(attribute.Value)}; since OVF 1.1 blanks stand between them");
        if (name == "capacityAllocationUnits" && IsWord(attribute.Value))
            found.Add(DialectDiagnostics.WordUnits, attribute, WordMessage(attribute.Value));
    }

    private static bool IsWord(string units) =>
        Model.AllocationUnits.BytesPerUnit(units) is not null && units.Split('*')[0].Trim() is { Length: > 0 } word && !word.Equals("byte", StringComparison.OrdinalIgnoreCase);

    private static string WordMessage(string units) => $"the unit is the word {Show(units)}; the standard has \"byte * 2^20\" and the like";

    /// <summary>Where each dialect occurs first, and how often.</summary>
    private sealed class Occurrences
    {
        private readonly HashSet<XElement> _devices = [];
        private readonly Dictionary<DiagnosticDescriptor, (XObject First, string Message, int Count)> _found = [];

        /// <summary>True when a device is asked for the first time, so that searching its settings is done once.</summary>
        public bool IsFirstOf(XElement device) => _devices.Add(device);

        public void Add(DiagnosticDescriptor dialect, XObject at, string message) =>
            _found[dialect] = _found.TryGetValue(dialect, out var known) ? known with { Count = known.Count + 1 } : (at, message, 1);

        public void Report(ValidationContext context)
        {
            foreach (var (dialect, (first, message, count)) in _found)
                context.Report(dialect, first, count == 1 ? message : string.Create(CultureInfo.InvariantCulture, $"{message} (the first of {count} places)"));
        }
    }
}
