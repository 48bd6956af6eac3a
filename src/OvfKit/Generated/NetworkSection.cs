// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>The networks to which the virtual systems of the package connect.</summary>
/// <remarks>Type <c>ovf:NetworkSection_Type</c> of the schema.</remarks>
public sealed partial class NetworkSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public NetworkSection()
        : this(Detached(SchemaType.NetworkSection, SchemaFamily.Ovf, "NetworkSection"))
    {
    }

    internal NetworkSection(XElement element)
        : base(element, SchemaType.NetworkSection)
    {
    }

    /// <summary>A logical network, to be mapped to a real one at deployment.</summary>
    public ElementList<Network> Networks => field ??= new(this, ["Network"]);
}
