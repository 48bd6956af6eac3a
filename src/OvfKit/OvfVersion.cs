namespace OvfKit;

/// <summary>A version of OVF that descriptors can be written in.</summary>
public enum OvfVersion
{
    /// <summary>OVF 1.1 (envelope 1), which everything reads.</summary>
    One = 1,

    /// <summary>OVF 2.0 (envelope 2), which few products read.</summary>
    Two = 2,
}
