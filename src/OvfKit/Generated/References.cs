using System.Xml.Linq;

namespace OvfKit.Model;

/// <summary>The list of the package's files (DSP0243 §7.1).</summary>
public sealed class References : OvfElement
{
    internal References(XElement element)
        : base(element)
    {
    }

    /// <summary>The files. A snapshot in document order.</summary>
    public IReadOnlyList<FileReference> Files => Children("File", static element => new FileReference(element));
}
