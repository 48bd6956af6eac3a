using System.Globalization;
using System.Xml.Linq;
using OvfKit.Deployment;
using OvfKit.Diagnostics;
using OvfKit.Schema;
using OvfKit.Xml;

namespace OvfKit.Validation;

/// <summary>Checks OVF environments against their schema (DSP8027) and for the usual ways to write them otherwise.</summary>
public static class EnvironmentValidator
{
    /// <summary>Checks an environment. Changes nothing, stops at nothing, and takes time in proportion to the size of the document.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="diagnostics">Receives the findings, each with its line and column.</param>
    /// <exception cref="InvalidOperationException">The environment's root element was removed.</exception>
    public static void Validate(OvfEnvironment environment, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var root = environment.Document.Root ?? throw new InvalidOperationException("The document has no root element any more.");
        SchemaValidator.Validate(root, environment.Name, diagnostics);

        var bare = root.DescendantsAndSelf().Where(element => element.Name.Namespace == root.Name.Namespace).Attributes()
            .Where(static one => one.Name.Namespace == XNamespace.None && !one.IsNamespaceDeclaration && one.Name.LocalName is "id" or "key" or "value").ToList();
        if (bare is [var first, ..])
        {
            var places = bare.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (the first of {bare.Count} places)");
            diagnostics.Add(DialectDiagnostics.UnprefixedAttribute.At(TreeLocation.Of(first, environment.Name),
                $"the attribute {first.Name.LocalName} has no prefix, so strictly speaking it is none of the environment's; write oe:{first.Name.LocalName}{places}"));
        }
    }
}
