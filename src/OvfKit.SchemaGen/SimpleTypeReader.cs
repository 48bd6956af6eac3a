using System.Globalization;
using System.Xml.Schema;
using OvfKit.SchemaGen.Facts;

namespace OvfKit.SchemaGen;

/// <summary>Reads what texts may be.</summary>
internal static class SimpleTypeReader
{
    /// <summary>Reads a simple type.</summary>
    public static SimpleFacts Read(XmlSchemaSimpleType type)
    {
        if (type.QualifiedName.Namespace == XmlSchema.Namespace)
            return new(Kind(type.TypeCode));
        return type.Content switch
        {
            XmlSchemaSimpleTypeRestriction restriction => Restrict(Read((XmlSchemaSimpleType)type.BaseXmlSchemaType!), restriction.Facets),
            XmlSchemaSimpleTypeUnion union => SimpleFacts.Union([.. union.BaseMemberTypes!.Select(Read)]),
            _ => throw new NotSupportedException($"{type.QualifiedName}: {type.Content} is not read"),
        };
    }

    /// <summary>Reads the type of the text of an element, or null for one that holds elements.</summary>
    public static SimpleFacts? Read(XmlSchemaComplexType type) => type.ContentModel?.Content switch
    {
        XmlSchemaSimpleContentExtension => OfBase(type.BaseXmlSchemaType!),
        XmlSchemaSimpleContentRestriction restriction =>
            Restrict(restriction.BaseType is { } own ? Read(own) : OfBase(type.BaseXmlSchemaType!)!, restriction.Facets),
        XmlSchemaComplexContentExtension when type.BaseXmlSchemaType is XmlSchemaComplexType parent => Read(parent),
        _ => null,
    };

    private static SimpleFacts? OfBase(XmlSchemaType type) => type is XmlSchemaSimpleType simple ? Read(simple) : Read((XmlSchemaComplexType)type);

    private static SimpleFacts Restrict(SimpleFacts type, XmlSchemaObjectCollection facets)
    {
        if (facets.Count == 0)
            return type;
        var values = new List<string>();
        decimal? minimum = null, maximum = null;
        foreach (XmlSchemaFacet facet in facets)
        {
            switch (facet)
            {
                case XmlSchemaEnumerationFacet:
                    values.Add(facet.Value!);
                    break;
                case XmlSchemaMinInclusiveFacet:
                    minimum = decimal.Parse(facet.Value!, CultureInfo.InvariantCulture);
                    break;
                case XmlSchemaMaxInclusiveFacet:
                    maximum = decimal.Parse(facet.Value!, CultureInfo.InvariantCulture);
                    break;
                case XmlSchemaMaxLengthFacet:
                    type = type with { MaxLength = int.Parse(facet.Value!, CultureInfo.InvariantCulture) };
                    break;
                case XmlSchemaPatternFacet:
                    type = type with { Pattern = facet.Value };
                    break;
                default:
                    throw new NotSupportedException($"the facet {facet.GetType().Name} is not read");
            }
        }
        if (type.Limits is not { } limits)
            return type with { Values = values };
        return values.Count > 0
            ? type with { Ranges = SimpleFacts.Joined(values.Select(static value => decimal.Parse(value, CultureInfo.InvariantCulture)).Select(static value => (value, value))) }
            : minimum is null && maximum is null ? type
            : type with { Ranges = [(minimum ?? limits.Minimum, maximum ?? limits.Maximum)] };
    }

    private static string Kind(XmlTypeCode code) => code switch
    {
        XmlTypeCode.AnyAtomicType or XmlTypeCode.Item => "AnySimple",
        XmlTypeCode.String or XmlTypeCode.Boolean or XmlTypeCode.Byte or XmlTypeCode.Short or XmlTypeCode.Int or XmlTypeCode.Long
            or XmlTypeCode.UnsignedByte or XmlTypeCode.UnsignedShort or XmlTypeCode.UnsignedInt or XmlTypeCode.UnsignedLong
            or XmlTypeCode.Float or XmlTypeCode.Double or XmlTypeCode.Duration or XmlTypeCode.DateTime or XmlTypeCode.Date or XmlTypeCode.Time
            or XmlTypeCode.Base64Binary or XmlTypeCode.HexBinary or XmlTypeCode.AnyUri or XmlTypeCode.Language or XmlTypeCode.NCName or XmlTypeCode.Id => code.ToString(),
        _ => throw new NotSupportedException($"the type {code} is not read"),
    };
}
