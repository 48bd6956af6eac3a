// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A logical network, to be mapped to a real one at deployment.</summary>
/// <remarks>Element <c>ovf:NetworkSection_Type/Network</c> of the schema.</remarks>
public sealed partial class Network : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public Network()
        : this(Detached(SchemaType.Network, SchemaFamily.Ovf, "Network"))
    {
    }

    internal Network(XElement element)
        : base(element, SchemaType.Network)
    {
    }

    /// <summary>Name by which hardware items connect to the network. Required.</summary>
    public string? Name
    {
        get => AttributeText("name");
        set => SetAttribute("name", value);
    }

    /// <summary>What the network is for.</summary>
    public string? Description
    {
        get => ChildText("Description");
        set => SetChild("Description", value);
    }

    /// <summary>What the network is for. With the key of its translations.</summary>
    public Message? DescriptionMessage
    {
        get => Child<Message>("Description");
        set => SetChild("Description", value);
    }

    /// <summary>Port settings for the adapters on the network, written in place. OVF 2 only.</summary>
    public ElementList<NetworkPortProfile> PortProfiles => field ??= new(this, ["NetworkPortProfile"]);

    /// <summary>Where a description of the port settings can be found. OVF 2 only.</summary>
    public ValueList PortProfileUris => field ??= new(this, "NetworkPortProfileURI");
}
