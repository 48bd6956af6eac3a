namespace OvfKit.Schema;

/// <summary>The versions of the envelope in which a fact of the schema holds.</summary>
[Flags]
internal enum SchemaVersions : byte
{
    One = 1,
    Two = 2,
    Both = One | Two,
}
