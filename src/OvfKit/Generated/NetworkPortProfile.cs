// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>Port settings for the adapters on the network, written in place.</summary>
/// <remarks>Element <c>ovf:NetworkSection_Type/Network/NetworkPortProfile</c> of the schema, OVF 2 only.</remarks>
public sealed partial class NetworkPortProfile : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public NetworkPortProfile()
        : this(Detached(SchemaType.NetworkPortProfile, SchemaFamily.Ovf, "NetworkPortProfile"))
    {
    }

    internal NetworkPortProfile(XElement element)
        : base(element, SchemaType.NetworkPortProfile)
    {
    }

    /// <summary>One set of Ethernet port settings.</summary>
    public ElementList<EthernetPortItem> Items => field ??= new(this, ["Item"]);
}
