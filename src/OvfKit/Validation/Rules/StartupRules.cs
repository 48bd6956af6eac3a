using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Validation.Reading;
using static OvfKit.Validation.EnvelopeDiagnostics;
using static OvfKit.Validation.ValidationContext;

namespace OvfKit.Validation.Rules;

/// <summary>The order in which the members of a collection start and stop (§9.7).</summary>
internal sealed class StartupRules : ValidationRule
{
    private static readonly string[] _delays = ["startDelay", "stopDelay"];

    // vSphere has one more way to stop than the standard.
    private static readonly string[] _startActions = ["powerOn", "none"];
    private static readonly string[] _stopActions = ["powerOff", "guestShutdown", "none", "suspend"];

    public override IReadOnlyList<DiagnosticDescriptor> Codes { get; } =
        [StartupWithoutId, UnknownStartup, RepeatedStartup, StartupOrder, StartupDelay, StartupAction];

    public override void Check(ValidationContext context)
    {
        var members = context.Index.Contents.Where(static one => one.Parent is not null)
            .ToLookup(static one => one.Parent!.Element, one => context.Read.Text(one.Element, "id"));
        foreach (var section in context.Index.Sections)
        {
            // Where the section is misplaced there are no members its entries could name.
            if (section is not { Kind: "StartupSection", Parent: { IsCollection: true } collection })
                continue;
            var ids = members[collection.Element].ToHashSet();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var entry in context.Read.Children(section.Element, "Item"))
            {
                CheckId(context, entry, ids, seen);
                CheckTimes(context, entry);
                CheckAction(context, entry, "startAction", _startActions);
                CheckAction(context, entry, "stopAction", _stopActions);
            }
        }
    }

    private static void CheckId(ValidationContext context, XElement entry, HashSet<string?> members, HashSet<string> seen)
    {
        if (context.Read.Text(entry, "id") is not { } id)
            context.Report(StartupWithoutId, entry, "the entry has no ovf:id, so it orders nothing");
        else if (!members.Contains(id))
            context.Report(UnknownStartup, entry, $"the entry is for {Show(id)}, which is no virtual system or collection right inside this collection");
        else if (!seen.Add(id))
            context.Report(RepeatedStartup, entry, $"there is an entry for {Show(id)} already; keep one of them");
    }

    private static void CheckTimes(ValidationContext context, XElement entry)
    {
        var order = context.Read.Attribute(entry, "order");
        if (ElementReading.Integer(order?.Value) is null)
        {
            context.Report(StartupOrder, order ?? (XObject)entry,
                order is null ? "the entry has no ovf:order; a number was expected, 0 for any time" : $"the order is {Show(order.Value)}; a number was expected, 0 for any time");
        }
        foreach (var name in _delays)
        {
            if (context.Read.Attribute(entry, name) is { } delay && !(ElementReading.Integer(delay.Value) is { } seconds && seconds >= 0))
                context.Report(StartupDelay, delay, $"the {name} is {Show(delay.Value)}; a number of seconds was expected");
        }
    }

    private static void CheckAction(ValidationContext context, XElement entry, string name, string[] known)
    {
        if (context.Read.Attribute(entry, name) is { } action && action.Value.Trim() is { Length: > 0 } text && !known.Contains(text, StringComparer.OrdinalIgnoreCase))
            context.Report(StartupAction, action, $"the {name} is {Show(text)}; one of {string.Join(", ", known)} was expected");
    }
}
