using System.Collections.Frozen;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Encryption;
using OvfKit.Validation.Reading;
using OvfKit.Xml;
using static OvfKit.Validation.EnvelopeDiagnostics;
using static OvfKit.Validation.ValidationContext;

namespace OvfKit.Validation.Rules;

/// <summary>Where sections stand, how often, and what in them nobody knows (§7.3, §9).</summary>
internal sealed class SectionRules : ValidationRule
{
    // What extends OVF in a namespace below one of these is known to the products of that vendor, so it is worth a warning only.
    private static readonly string[] _vendors =
    [
        "http://www.vmware.com/", "http://www.virtualbox.org/", "http://schemas.citrix.com/", "http://www.citrix.com/", "http://www.ovirt.org/",
        "http://www.ibm.com/", "http://schemas.microsoft.com/", "http://www.microsoft.com/", "http://www.oracle.com/", "http://www.cisco.com/",
    ];

    public override IReadOnlyList<DiagnosticDescriptor> Codes { get; } =
        [SectionWithoutInfo, MisplacedSection, RepeatedSection, UnknownSection, VendorRequired, UnknownElement];

    public override void Check(ValidationContext context)
    {
        var seen = new HashSet<(XElement?, string)>();
        foreach (var section in context.Index.Sections)
        {
            if (KnownSections.Find(section.Kind) is { } known)
                CheckKnown(context, section, known, seen);
            else
                CheckUnknown(context, section);
        }
        foreach (var file in context.Index.Dialect == OvfDialect.OVirt ? [] : context.Index.Files)
            CheckPart(context, file, "File", KnownSections.ChildrenOf("File")!);
        foreach (var further in context.Index.References.Skip(1))
            context.Report(RepeatedSection, further, "the envelope has a second References; list all files in one");
    }

    private static void CheckKnown(ValidationContext context, SectionNode section, KnownSection known, HashSet<(XElement?, string)> seen)
    {
        var element = section.Element;
        var place = section.Parent switch
        {
            null => Places.Envelope,
            { IsCollection: true } => Places.Collection,
            _ => Places.System,
        };
        if (!known.Places.HasFlag(place))
            context.Report(MisplacedSection, element, $"a {known.Name} belongs in {Describe(known.Places)}, not in {Describe(place)}; move it there");
        else if (!known.IsRepeatable && !seen.Add((section.Parent?.Element, known.Name)))
            context.Report(RepeatedSection, element, $"{Describe(place)} has one {known.Name} at most; merge the two");
        if (context.Read.Child(element, "Info") is null)
            context.Report(SectionWithoutInfo, element, $"the {known.Name} has no Info, which every section begins with");

        // oVirt has elements of its own wherever it likes; they are no extensions in the sense of the standard.
        if (context.Index.Dialect == OvfDialect.OVirt)
            return;
        foreach (var child in element.Elements())
        {
            if (IsEncryption(child))
                continue;
            var kind = context.Read.Kind(child);
            if (kind is "Item" or "StorageItem" or "EthernetPortItem" && known.HasDevices)
                CheckDevice(context, child);
            else if (kind is null || !known.Knows(kind))
                ReportExtension(context, child, UnknownElement, $"the {known.Name}");
            else if (KnownSections.ChildrenOf(kind) is { } children)
                CheckPart(context, child, kind, children);
        }
    }

    private static void CheckPart(ValidationContext context, XElement part, string name, FrozenSet<string> children)
    {
        foreach (var child in part.Elements())
        {
            if (!IsEncryption(child) && (context.Read.Kind(child) is not { } kind || !children.Contains(kind)))
                ReportExtension(context, child, UnknownElement, $"the {name}");
        }
    }

    // The standard encrypts with XML Encryption: keys in their section, descriptions in what is encrypted. Those are no extensions.
    private static bool IsEncryption(XElement child) => child.Name.Namespace == EncryptionNames.Xenc || child.Name.Namespace == EncryptionNames.Xenc11;

    private static void CheckUnknown(ValidationContext context, SectionNode section)
    {
        // The schema's own table says more about elements that only look misplaced, such as a Disk in the envelope.
        if (context.Index.Dialect != OvfDialect.OVirt)
            ReportExtension(context, section.Element, UnknownSection, section.Parent is null ? "the envelope" : "the virtual system");
    }

    private static void CheckDevice(ValidationContext context, XElement device)
    {
        foreach (var setting in device.Elements())
        {
            var isCim = setting.Name.NamespaceName.StartsWith("http://schemas.dmtf.org/wbem/", StringComparison.Ordinal);
            if (!(isCim || context.Read.IsOvf(setting.Name.Namespace)) || !KnownSections.IsDeviceSetting(setting.Name.LocalName))
                ReportExtension(context, setting, UnknownElement, "the device");
        }
    }

    private static void ReportExtension(ValidationContext context, XElement element, DiagnosticDescriptor unknown, string where)
    {
        if (!context.Read.IsRequired(element))
            return;
        var home = ElementReading.Home(element).NamespaceName;
        var name = context.Read.Kind(element) ?? element.Name.LocalName;
        var isVendors = OvfNamespaces.DialectOf(home) == OvfDialect.Unknown && _vendors.Any(vendor => home.StartsWith(vendor, StringComparison.Ordinal));
        context.Report(isVendors ? VendorRequired : unknown, element, isVendors
            ? $"{Show(name)} in {where} is an extension that every reader has to understand; unless that is meant, add ovf:required=\"false\""
            : $"{Show(name)} in {where} is not known, and readers have to refuse what they do not know; correct the name or add ovf:required=\"false\"");
    }

    private static string Describe(Places places) => places switch
    {
        Places.Envelope => "the envelope",
        Places.System => "a virtual system",
        Places.Collection => "a virtual system collection",
        _ => "a virtual system or collection",
    };
}
