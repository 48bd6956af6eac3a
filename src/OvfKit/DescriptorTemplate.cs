using System.Text;
using OvfKit.Schema;
using OvfKit.Xml;

namespace OvfKit;

/// <summary>The text a new descriptor begins with: as little as the schema accepts, and the prefixes people expect.</summary>
internal static class DescriptorTemplate
{
    public static byte[] Of(OvfVersion version)
    {
        var (envelope, families) = version switch
        {
            OvfVersion.One => (OvfNamespaces.Envelope1, (SchemaFamily[])[SchemaFamily.Cim, SchemaFamily.Rasd, SchemaFamily.Vssd]),
            OvfVersion.Two => (OvfNamespaces.Envelope2, [SchemaFamily.Cim, SchemaFamily.Epasd, SchemaFamily.Rasd, SchemaFamily.Sasd, SchemaFamily.Vssd]),
            _ => throw new ArgumentOutOfRangeException(nameof(version)),
        };
        var declarations = string.Concat(families.Select(SchemaNames.CanonicalNamespace).Select(static name => $"\n    xmlns:{OvfNamespaces.UsualPrefix(name.NamespaceName)}=\"{name}\""));
        return Encoding.UTF8.GetBytes($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Envelope xmlns="{envelope}"
                xmlns:ovf="{envelope}"{declarations}
                xmlns:xsi="{OvfNamespaces.SchemaInstance}">
              <References/>
              <VirtualSystem ovf:id="vm">
                <Info>A virtual machine</Info>
              </VirtualSystem>
            </Envelope>

            """.ReplaceLineEndings("\n"));
    }
}
