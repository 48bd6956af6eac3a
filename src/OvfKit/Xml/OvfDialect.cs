namespace OvfKit.Xml;

/// <summary>The family of OVF a document is written in, told by the namespace of its root element.</summary>
public enum OvfDialect
{
    /// <summary>A namespace of no known version.</summary>
    Unknown,

    /// <summary>The draft VMware wrote before the standard (0.9): sections are <c>Section</c> elements told apart by <c>xsi:type</c>.</summary>
    Draft,

    /// <summary>OVF 1.0 and 1.1 (DSP0243, DSP8023 1.x).</summary>
    Ovf1,

    /// <summary>OVF 2.0 and 2.1 (DSP0243, DSP8023 2.x).</summary>
    Ovf2,

    /// <summary>What oVirt writes: the structure of the draft in an almost-1.x namespace with unprefixed elements in no namespace at all.</summary>
    OVirt,
}
