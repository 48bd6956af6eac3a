using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Encryption;
using OvfKit.Xml;

namespace OvfKit.Conversion;

/// <summary>Turns a descriptor of one version of OVF into one of the other.</summary>
public static class DescriptorConverter
{
    /// <summary>Converts a descriptor in place. One that is in the target version already stays as it is.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="target">The version it is to be in.</param>
    /// <param name="diagnostics">Where it goes what was lost or changed on the way (OVF7010 to OVF7014), or null.</param>
    /// <remarks>
    /// <para>Version 2 has everything version 1 has, so the way up changes the namespace alone. On the way down
    /// <c>EthernetPortItem</c> and <c>StorageItem</c> become <c>Item</c>, and what version 1 has no words for is removed.</para>
    /// <para>Prefixes, order and layout stay. A descriptor that is valid in its version is valid in the target's, as far as nothing valid
    /// needed what was lost. Views of elements that were removed or became an <c>Item</c> are of no further use.</para>
    /// </remarks>
    /// <exception cref="UnsupportedContentException">The descriptor is neither OVF 1 nor OVF 2, but a draft, oVirt's, or of an unknown namespace (OVF7015);
    /// or it has encrypted files, of which OVF 1 cannot tell (OVF5109).</exception>
    public static void Convert(OvfDescriptor descriptor, OvfVersion target, DiagnosticBag? diagnostics = null)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        if (target is not (OvfVersion.One or OvfVersion.Two))
            throw new ArgumentOutOfRangeException(nameof(target), target, "A descriptor can be of version 1 or 2.");
        var root = descriptor.Envelope.Element;
        var dialect = OvfNamespaces.DialectOf(root.Name.Namespace);
        if (dialect is not (OvfDialect.Ovf1 or OvfDialect.Ovf2))
        {
            throw ConversionDiagnostics.DialectNotConvertible.Unsupported(descriptor.LocationOf(root),
                $"the Envelope is in the namespace \"{root.Name.NamespaceName}\"; only descriptors of OVF 1 and OVF 2 can be converted to another version");
        }
        if (dialect == (target == OvfVersion.One ? OvfDialect.Ovf1 : OvfDialect.Ovf2))
            return;

        // The section with the keys would be lost, and with it the files.
        if (target == OvfVersion.One && descriptor.Document.Descendants(EncryptionNames.Xenc + "EncryptedData").FirstOrDefault() is { } encrypted)
        {
            throw EncryptionDiagnostics.FileEncrypted.Unsupported(descriptor.LocationOf(encrypted),
                "the package has encrypted files, and OVF 1 has no words for the keys, without which nobody could decrypt them; decrypt the package first");
        }

        // Losses are found and located while every name still means what the text says.
        if (target == OvfVersion.One)
            new VersionOneReduction(descriptor, diagnostics).Reduce(root);
        var move = new EnvelopeMove(target);
        RemoveSchemaPlaces(descriptor, root, move, diagnostics);
        move.Move(root);
        StateVersion(root, target);
    }

    // A reader that trusts the hint would hold the new document against the old version's schema.
    private static void RemoveSchemaPlaces(OvfDescriptor descriptor, XElement root, EnvelopeMove move, DiagnosticBag? diagnostics)
    {
        if (root.Attribute(OvfNamespaces.SchemaInstance + "schemaLocation") is not { } places)
            return;
        var pairs = places.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Chunk(2).ToList();
        var kept = pairs.Where(pair => !move.Concerns(pair[0])).ToList();
        if (kept.Count == pairs.Count)
            return;
        diagnostics?.Add(ConversionDiagnostics.SchemaPlaceRemoved.At(descriptor.LocationOf(places),
            "the place of the schema of the former version was removed from xsi:schemaLocation"));
        if (kept.Count == 0)
            places.Remove();
        else
            places.Value = string.Join(' ', kept.SelectMany(static pair => pair));
    }

    // No version of the schema has the attribute, but VirtualBox writes it and believes it.
    private static void StateVersion(XElement root, OvfVersion target)
    {
        var digit = target == OvfVersion.One ? '1' : '2';
        foreach (var version in root.Attributes().Where(attribute => attribute.Name.LocalName == "version"
            && (attribute.Name.Namespace == XNamespace.None || attribute.Name.Namespace == root.Name.Namespace)))
        {
            if (!version.Value.TrimStart().StartsWith(digit))
                version.Value = digit + ".0";
        }
    }
}
