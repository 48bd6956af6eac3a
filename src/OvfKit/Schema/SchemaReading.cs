namespace OvfKit.Schema;

/// <summary>How much a validation forgives before it holds a document against the schemas.</summary>
internal enum SchemaReading : byte
{
    /// <summary>Names are read as the model reads them, dialects and all; what vendors add is their own affair.</summary>
    Dialects,

    /// <summary>Every name counts as it is written, as for any validator that has only the schemas.</summary>
    Literal,
}
