namespace OvfKit.SchemaGen.Facts;

/// <summary>The versions of the envelope in which a fact holds.</summary>
[Flags]
internal enum Versions
{
    One = 1,
    Two = 2,
    Both = One | Two,
}
