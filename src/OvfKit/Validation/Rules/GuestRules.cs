using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Validation.Reading;
using OvfKit.Xml;
using static OvfKit.Validation.EnvelopeDiagnostics;
using static OvfKit.Validation.ValidationContext;

namespace OvfKit.Validation.Rules;

/// <summary>The small sections of a virtual system: guest, licence, annotation, installation, placement (§9.4, 9.6, 9.9, 9.10).</summary>
internal sealed class GuestRules : ValidationRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Codes { get; } =
        [GuestWithoutId, GuestIdUnreadable, NoLicense, NoAnnotation, NoBootStopDelay, BootStopDelayUnreadable, UnknownPlacementGroup];

    public override void Check(ValidationContext context)
    {
        var groups = context.Index.SectionsOfKind("PlacementGroupSection").Select(one => context.Read.Text(one, "id")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var section in context.Index.Sections)
        {
            var element = section.Element;
            switch (section.Kind)
            {
                // oVirt has an id of its own here.
                case "OperatingSystemSection" when context.Index.Dialect != OvfDialect.OVirt:
                    CheckGuest(context, element);
                    break;
                case "EulaSection" when context.Read.Child(element, "License") is null:
                    context.Report(NoLicense, element, "the EulaSection has no License to agree to");
                    break;
                case "AnnotationSection" when context.Read.Child(element, "Annotation") is null:
                    context.Report(NoAnnotation, element, "the AnnotationSection has no Annotation");
                    break;
                case "InstallSection":
                    CheckInstallation(context, element);
                    break;
                case "PlacementSection" when context.Read.Text(element, "group") is { } group && !groups.Contains(group):
                    context.Report(UnknownPlacementGroup, element, $"the placement group {Show(group)} is that of no PlacementGroupSection");
                    break;
            }
        }
    }

    private static void CheckGuest(ValidationContext context, XElement section)
    {
        if (context.Read.Text(section, "id") is not { } id)
            context.Report(GuestWithoutId, section,
                "the OperatingSystemSection has no ovf:id, the number CIM gives the system, such as 101 for Linux with 64 bits");
        else if (!(ElementReading.Integer(id) is { } number && number >= 0 && number <= ushort.MaxValue))
            context.Report(GuestIdUnreadable, context.Read.Attribute(section, "id")!,
                $"the id is {Show(id)}; a number was expected, such as 101 for Linux with 64 bits");
    }

    private static void CheckInstallation(ValidationContext context, XElement section)
    {
        if (context.Read.Attribute(section, "initialBootStopDelay") is not { } delay)
            context.Report(NoBootStopDelay, section, "the InstallSection has no ovf:initialBootStopDelay, the seconds to wait for the first boot to end");
        else if (!(ElementReading.Integer(delay.Value) is { } seconds && seconds >= 0))
            context.Report(BootStopDelayUnreadable, delay, $"the delay is {Show(delay.Value)}; a number of seconds was expected");
    }
}
