using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Schema;

namespace OvfKit.Validation.Rules;

/// <summary>What the schemas say of the document (DSP8023), by the generated content tables.</summary>
internal sealed class SchemaRules : ValidationRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DiagnosticDescriptor> Codes => SchemaDiagnostics.All;

    /// <inheritdoc/>
    public override void Check(ValidationContext context) => SchemaValidator.Validate(context.Descriptor, context.Diagnostics);
}
