namespace OvfKit.Schema;

/// <summary>The built-in types of XML Schema that the schemas use.</summary>
internal enum SimpleKind : byte
{
    AnySimple,
    String,
    Boolean,
    Byte,
    Short,
    Int,
    Long,
    UnsignedByte,
    UnsignedShort,
    UnsignedInt,
    UnsignedLong,
    Float,
    Double,
    Duration,
    DateTime,
    Date,
    Time,
    Base64Binary,
    HexBinary,
    AnyUri,
    Language,
    NCName,
    Id,
}
