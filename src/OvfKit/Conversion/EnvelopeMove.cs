using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Conversion;

/// <summary>Moves every name of the other version's envelope to the namespace of the target version, and the declarations with them.</summary>
/// <remarks>The declarations change with the names, so the prefixes stay what they are and the text changes in the declarations alone.</remarks>
internal sealed class EnvelopeMove(OvfVersion target)
{
    private readonly XNamespace _target = target == OvfVersion.One ? OvfNamespaces.Envelope1 : OvfNamespaces.Envelope2;

    /// <summary>True for a namespace whose names move.</summary>
    public bool Concerns(XNamespace name) => name != _target && OvfNamespaces.DialectOf(name) is OvfDialect.Ovf1 or OvfDialect.Ovf2;

    /// <summary>Moves the names in an element and all it holds, a vendor's content included.</summary>
    public void Move(XElement root)
    {
        foreach (var element in root.DescendantsAndSelf())
        {
            if (Concerns(element.Name.Namespace))
                element.Name = _target + element.Name.LocalName;
            foreach (var attribute in element.Attributes())
            {
                if (attribute.IsNamespaceDeclaration && Concerns(attribute.Value))
                    attribute.Value = _target.NamespaceName;
            }
            if (element.Attributes().Any(CanMove))
                element.ReplaceAttributes(Moved(element));
        }
    }

    private object[] Moved(XElement element)
    {
        var taken = element.Attributes().Select(static attribute => attribute.Name).ToHashSet();
        return [.. element.Attributes().Select(attribute =>
            CanMove(attribute) && taken.Add(_target + attribute.Name.LocalName) ? new XAttribute(_target + attribute.Name.LocalName, attribute.Value) : attribute)];
    }

    // One whose name in the target version is taken in its element stays where it is.
    private bool CanMove(XAttribute attribute) =>
        !attribute.IsNamespaceDeclaration && Concerns(attribute.Name.Namespace) && attribute.Parent!.Attribute(_target + attribute.Name.LocalName) is null;
}
