using OvfKit.Diagnostics;

namespace OvfKit.Validation;

/// <summary>The findings about dialects: known ways to write OVF that are not the standard's, and are read all the same (OVF11xx).</summary>
/// <remarks>Each is reported once a document, where it occurs first.</remarks>
public static class DialectDiagnostics
{
    /// <summary>The document follows the draft before the standard, OVF 0.9.</summary>
    public static readonly DiagnosticDescriptor Draft = new("OVF1101", DiagnosticSeverity.Warning, "written in the draft of OVF");

    /// <summary>The document follows the conventions of oVirt and RHV.</summary>
    public static readonly DiagnosticDescriptor OVirt = new("OVF1102", DiagnosticSeverity.Warning, "written in the way of oVirt");

    /// <summary>The namespace of the envelope does not say its version.</summary>
    public static readonly DiagnosticDescriptor Unversioned = new("OVF1103", DiagnosticSeverity.Warning, "namespace without a version");

    /// <summary>Elements of OVF are in no namespace.</summary>
    public static readonly DiagnosticDescriptor NoNamespace = new("OVF1104", DiagnosticSeverity.Warning, "elements without a namespace");

    /// <summary>Attributes of OVF lack their prefix.</summary>
    public static readonly DiagnosticDescriptor UnprefixedAttribute = new("OVF1105", DiagnosticSeverity.Warning, "attributes without a prefix");

    /// <summary>Sections are called <c>Section</c> and say in <c>xsi:type</c> what they are.</summary>
    public static readonly DiagnosticDescriptor TypedSection = new("OVF1106", DiagnosticSeverity.Warning, "sections told apart by xsi:type");

    /// <summary>Devices spell <c>InstanceID</c> in the draft's way.</summary>
    public static readonly DiagnosticDescriptor InstanceIdSpelling = new("OVF1107", DiagnosticSeverity.Warning, "InstanceId in place of InstanceID");

    /// <summary>The namespace of a CIM class is the name of its schema file, as VirtualBox writes it.</summary>
    public static readonly DiagnosticDescriptor CimNamespaceSuffix = new("OVF1108", DiagnosticSeverity.Warning, "namespace ends in .xsd");

    /// <summary>Elements of another OVF version than the envelope's are used.</summary>
    public static readonly DiagnosticDescriptor MixedVersions = new("OVF1109", DiagnosticSeverity.Warning, "elements of several versions");

    /// <summary>The document begins with a byte order mark.</summary>
    public static readonly DiagnosticDescriptor ByteOrderMark = new("OVF1110", DiagnosticSeverity.Info, "byte order mark");

    /// <summary>The hardware is for any of several families.</summary>
    public static readonly DiagnosticDescriptor SystemTypeList = new("OVF1111", DiagnosticSeverity.Info, "several hardware families");

    /// <summary>Units are words such as <c>MegaBytes</c> in place of <c>byte * 2^20</c>.</summary>
    public static readonly DiagnosticDescriptor WordUnits = new("OVF1112", DiagnosticSeverity.Warning, "units in words");

    /// <summary>A <c>rasd:HostResource</c> is written in another way than <c>ovf:/disk/ID</c>.</summary>
    public static readonly DiagnosticDescriptor ShortHostResource = new("OVF1113", DiagnosticSeverity.Warning, "backing without its scheme");

    /// <summary>Devices have settings the standard calls by another name.</summary>
    public static readonly DiagnosticDescriptor DraftSetting = new("OVF1114", DiagnosticSeverity.Warning, "setting of the draft");

    /// <summary>Several transports are separated by commas in place of blanks.</summary>
    public static readonly DiagnosticDescriptor TransportCommas = new("OVF1115", DiagnosticSeverity.Warning, "transports separated by commas");

    /// <summary>Messages are in a namespace only the draft has.</summary>
    public static readonly DiagnosticDescriptor StringsNamespace = new("OVF1116", DiagnosticSeverity.Warning, "messages in a namespace of their own");

    /// <summary>A boolean is written with a capital letter.</summary>
    public static readonly DiagnosticDescriptor BooleanCase = new("OVF1117", DiagnosticSeverity.Warning, "boolean in capitals");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All => field ??=
    [
        Draft, OVirt, Unversioned, NoNamespace, UnprefixedAttribute, TypedSection, InstanceIdSpelling, CimNamespaceSuffix, MixedVersions,
        ByteOrderMark, SystemTypeList, WordUnits, ShortHostResource, DraftSetting, TransportCommas, StringsNamespace, BooleanCase,
    ];
}
