// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>The order in which the members of a collection start and stop.</summary>
/// <remarks>Type <c>ovf:StartupSection_Type</c> of the schema.</remarks>
public sealed partial class StartupSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public StartupSection()
        : this(Detached(SchemaType.StartupSection, SchemaFamily.Ovf, "StartupSection"))
    {
    }

    internal StartupSection(XElement element)
        : base(element, SchemaType.StartupSection)
    {
    }

    /// <summary>When and how one member starts and stops.</summary>
    public ElementList<StartupItem> Items => field ??= new(this, ["Item"]);
}
