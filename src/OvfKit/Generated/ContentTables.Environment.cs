// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.

namespace OvfKit.Schema;

internal static partial class ContentTables
{
    private static ContentTable EnvironmentEntity() => new(SchemaType.EnvironmentEntity)
    {
        Name = "oe:Entity_Type",
        AnyAttribute = true,
        Slots = [
            new() { Maximum = ContentSlot.Unbounded, Head = "Section", Terms = EnvironmentSectionMembers() },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Environment)] },
        ],
        Attributes = [
            new(SchemaFamily.Environment, "id", SimpleType.Of(SimpleKind.String), IsRequired: true),
        ],
    };

    private static ContentTable Environment() => new(SchemaType.Environment)
    {
        Name = "oe:Environment_Type",
        AnyAttribute = true,
        Slots = [
            new() { Maximum = ContentSlot.Unbounded, Head = "Section", Terms = EnvironmentSectionMembers() },
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Environment, "Entity", SchemaType.EnvironmentEntity)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Environment)] },
        ],
        Attributes = [
            new(SchemaFamily.Environment, "id", SimpleType.Of(SimpleKind.String), Default: ""),
        ],
    };

    private static ContentTable EnvironmentPlatformSection() => new(SchemaType.EnvironmentPlatformSection)
    {
        Name = "oe:PlatformSection_Type",
        Base = SchemaType.EnvironmentSection,
        AnyAttribute = true,
        Slots = [
            new() { Terms = [new(SchemaFamily.Environment, "Kind", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.Environment, "Version", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.Environment, "Vendor", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.Environment, "Locale", SchemaType.CimString)] },
            new() { Terms = [new(SchemaFamily.Environment, "Timezone", SchemaType.XsInt)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Environment)] },
        ],
    };

    private static ContentTable EnvironmentPropertySection() => new(SchemaType.EnvironmentPropertySection)
    {
        Name = "oe:PropertySection_Type",
        Base = SchemaType.EnvironmentSection,
        AnyAttribute = true,
        Slots = [
            new() { Maximum = ContentSlot.Unbounded, Terms = [new(SchemaFamily.Environment, "Property", SchemaType.EnvironmentProperty)] },
            new() { Maximum = ContentSlot.Unbounded, Wildcards = [new(SchemaFamily.Environment)] },
        ],
    };

    private static ContentTable EnvironmentProperty() => new(SchemaType.EnvironmentProperty)
    {
        Name = "oe:PropertySection_Type/Property",
        AnyAttribute = true,
        Attributes = [
            new(SchemaFamily.Environment, "key", SimpleType.Of(SimpleKind.String), IsRequired: true),
            new(SchemaFamily.Environment, "value", SimpleType.Of(SimpleKind.String), IsRequired: true),
        ],
    };

    private static ContentTable EnvironmentSection() => new(SchemaType.EnvironmentSection)
    {
        Name = "oe:Section_Type",
        IsAbstract = true,
        AnyAttribute = true,
    };
}
