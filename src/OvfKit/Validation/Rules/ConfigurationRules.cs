using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Validation.Reading;
using static OvfKit.Validation.EnvelopeDiagnostics;
using static OvfKit.Validation.ValidationContext;

namespace OvfKit.Validation.Rules;

/// <summary>Deployment options, and what belongs to some of them only (§9.8).</summary>
internal sealed class ConfigurationRules : ValidationRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Codes { get; } =
        [ConfigurationWithoutId, DuplicateConfiguration, UnknownConfiguration, SeveralDefaults];

    public override void Check(ValidationContext context)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        XElement? standard = null;
        foreach (var configuration in context.Index.Configurations)
        {
            if (context.Read.Text(configuration, "id") is not { } id)
                context.Report(ConfigurationWithoutId, configuration, "the configuration has no ovf:id, so nothing can belong to it");
            else if (!ids.Add(id))
                context.Report(DuplicateConfiguration, configuration, $"the id {Show(id)} is that of an earlier configuration; give each its own");
            if (ElementReading.Boolean(context.Read.Text(configuration, "default")) != true)
                continue;
            if (standard is not null)
                context.Report(SeveralDefaults, configuration, "another configuration is the default already; one at most can be");
            standard ??= configuration;
        }
        var values = context.Index.Properties.SelectMany(one => context.Read.Children(one, "Value")).Concat(context.Index.Properties);
        foreach (var element in context.Index.Hardware.SelectMany(static one => one.Items).Select(static one => one.Element).Concat(values))
            CheckReference(context, element);
    }

    private static void CheckReference(ValidationContext context, XElement element)
    {
        if (context.Read.Attribute(element, "configuration") is not { } attribute)
            return;
        foreach (var id in attribute.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct())
        {
            if (!context.Index.ConfigurationIds.Contains(id))
                context.Report(UnknownConfiguration, attribute, $"this is for the configuration {Show(id)}, which no DeploymentOptionSection lists");
        }
    }
}
