using System.Xml.Linq;
using OvfKit.Diagnostics;
using static OvfKit.Validation.EnvelopeDiagnostics;
using static OvfKit.Validation.ValidationContext;

namespace OvfKit.Validation.Rules;

/// <summary>Products and the keys of their properties (§9.5).</summary>
internal sealed class PropertyRules : ValidationRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Codes { get; } =
        [PropertyWithoutKey, DuplicateProperty, DuplicateProduct, KeyCharacters, ProductCharacters, UnknownIconFile];

    public override void Check(ValidationContext context)
    {
        var products = new HashSet<(XElement?, string?, string?)>();
        foreach (var product in context.Index.Products)
        {
            var (kind, instance) = (context.Read.Text(product, "class"), context.Read.Text(product, "instance"));
            if (!products.Add((product.Parent, kind, instance)))
            {
                context.Report(DuplicateProduct, product,
                    $"another ProductSection beside this one has the class {Show(kind)} and the instance {Show(instance)}, too; their properties cannot be told apart");
            }
            CheckCharacters(context, product);
            CheckKeys(context, product);
            foreach (var icon in context.Read.Children(product, "Icon"))
            {
                if (context.Read.Text(icon, "fileRef") is { } id && context.Index.FindFile(id) is null)
                    context.Report(UnknownIconFile, icon, $"the icon is in file {Show(id)}, which References does not list");
            }
        }
    }

    private static void CheckCharacters(ValidationContext context, XElement product)
    {
        // The class may have dots, being a name such as org.example.product; the instance may not.
        if (context.Read.Attribute(product, "class") is { } kind && kind.Value.Contains(':', StringComparison.Ordinal))
            context.Report(ProductCharacters, kind, $"the class {Show(kind.Value)} has a colon");
        if (context.Read.Attribute(product, "instance") is { } instance && instance.Value.AsSpan().IndexOfAny(".:") >= 0)
            context.Report(ProductCharacters, instance, $"the instance {Show(instance.Value)} has a dot or colon, so it cannot be parted from the key");
    }

    private static void CheckKeys(ValidationContext context, XElement product)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in context.Read.Children(product, "Property"))
        {
            if (context.Read.Text(property, "key") is not { } key)
            {
                context.Report(PropertyWithoutKey, property, "the property has no ovf:key, so the guest cannot ask for it");
                continue;
            }
            if (!keys.Add(key))
                context.Report(DuplicateProperty, property, $"the key {Show(key)} is that of an earlier property of the product; give each its own");
            if (key.AsSpan().IndexOfAny(".:") >= 0)
                context.Report(KeyCharacters, context.Read.Attribute(property, "key")!,
                    $"the key {Show(key)} has a dot or colon, which part it from class and instance; put what is before the dot into ovf:class");
        }
    }
}
