namespace OvfKit.Schema;

/// <summary>The attributes the schemas declare for every element that allows any: checked wherever they stand.</summary>
internal static class GlobalAttributes
{
    private static readonly SimpleType _language = new(SimpleKind.AnySimple)
    {
        Members = [SimpleType.Of(SimpleKind.Language), new(SimpleKind.String) { Values = [""] }],
    };

    private static readonly AttributeUse[] _all =
    [
        new(SchemaFamily.Ovf, "required", SimpleType.Of(SimpleKind.Boolean)),
        new(SchemaFamily.Ovf, "transport", SimpleType.Of(SimpleKind.String)),
        new(SchemaFamily.Ovf, "configuration", SimpleType.Of(SimpleKind.String), Versions: SchemaVersions.Two),
        new(SchemaFamily.Ovf, "bound", SimpleType.Of(SimpleKind.String), Versions: SchemaVersions.Two),
        new(SchemaFamily.Cim, "Key", SimpleType.Of(SimpleKind.Boolean)),
        new(SchemaFamily.Cim, "Version", SimpleType.Of(SimpleKind.String)),
        new(SchemaFamily.Cim, "qualifier", SimpleType.Of(SimpleKind.Boolean)),
        new(SchemaFamily.Xml, "lang", _language),
        new(SchemaFamily.Xml, "space", new(SimpleKind.NCName) { Values = ["default", "preserve"] }),
        new(SchemaFamily.Xml, "base", SimpleType.Of(SimpleKind.AnyUri)),
        new(SchemaFamily.Xml, "id", SimpleType.Of(SimpleKind.Id)),
    ];

    /// <summary>The declaration of an attribute, or null where the version has none.</summary>
    public static AttributeUse? Find(SchemaFamily family, string name, SchemaVersions version)
    {
        foreach (var use in _all)
        {
            if (use.Family == family && use.Name == name && use.Versions.HasFlag(version))
                return use;
        }
        return null;
    }
}
