using System.Diagnostics.CodeAnalysis;

namespace OvfKit.Model;

/// <summary>The type of a property's value: the CIM types OVF allows (DSP0243 §9.5).</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "They are the names CIM gives these types.")]
public enum PropertyType
{
    /// <summary>A type OVF does not have, such as VMware's <c>ip</c>. Any text is taken.</summary>
    Unknown,

    /// <summary>Text.</summary>
    String,

    /// <summary><c>true</c> or <c>false</c>; case does not matter.</summary>
    Boolean,

    /// <summary>0 to 2^8-1.</summary>
    UInt8,

    /// <summary>-2^7 to 2^7-1.</summary>
    SInt8,

    /// <summary>0 to 2^16-1.</summary>
    UInt16,

    /// <summary>-2^15 to 2^15-1.</summary>
    SInt16,

    /// <summary>0 to 2^32-1.</summary>
    UInt32,

    /// <summary>-2^31 to 2^31-1. What VMware calls <c>int</c> is read as this.</summary>
    SInt32,

    /// <summary>0 to 2^64-1.</summary>
    UInt64,

    /// <summary>-2^63 to 2^63-1.</summary>
    SInt64,

    /// <summary>A number of IEEE 754 single precision.</summary>
    Real32,

    /// <summary>A number of IEEE 754 double precision. What VMware calls <c>real</c> is read as this.</summary>
    Real64,
}
