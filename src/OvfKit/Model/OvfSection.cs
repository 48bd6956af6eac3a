namespace OvfKit.Model;

public abstract partial class OvfSection
{
    /// <summary>Whether a reader that does not understand the section must refuse the package. True where the attribute is absent.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The attribute is no boolean (OVF1001).</exception>
    public bool IsRequired => Required ?? true;
}
