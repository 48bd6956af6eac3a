// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>The list of the files of a package.</summary>
/// <remarks>Type <c>ovf:References_Type</c> of the schema.</remarks>
public sealed partial class References : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public References()
        : this(Detached(SchemaType.References, SchemaFamily.Ovf, "References"))
    {
    }

    internal References(XElement element)
        : base(element, SchemaType.References)
    {
    }

    /// <summary>One file of the package.</summary>
    public ElementList<FileReference> Files => field ??= new(this, ["File"]);
}
