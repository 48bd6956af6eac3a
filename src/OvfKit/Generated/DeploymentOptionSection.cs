// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>The configurations among which the person who deploys chooses one.</summary>
/// <remarks>Type <c>ovf:DeploymentOptionSection_Type</c> of the schema.</remarks>
public sealed partial class DeploymentOptionSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public DeploymentOptionSection()
        : this(Detached(SchemaType.DeploymentOptionSection, SchemaFamily.Ovf, "DeploymentOptionSection"))
    {
    }

    internal DeploymentOptionSection(XElement element)
        : base(element, SchemaType.DeploymentOptionSection)
    {
    }

    /// <summary>One configuration. Required.</summary>
    public ElementList<DeploymentConfiguration> Configurations => field ??= new(this, ["Configuration"]);
}
