// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>Files of the package that the guest receives beside its environment document.</summary>
/// <remarks>Type <c>ovf:EnvironmentFilesSection_Type</c> of the schema, OVF 2 only.</remarks>
public sealed partial class EnvironmentFilesSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public EnvironmentFilesSection()
        : this(Detached(SchemaType.EnvironmentFilesSection, SchemaFamily.Ovf, "EnvironmentFilesSection"))
    {
    }

    internal EnvironmentFilesSection(XElement element)
        : base(element, SchemaType.EnvironmentFilesSection)
    {
    }

    /// <summary>Ways of handing over the files.</summary>
    public string? Transport
    {
        get => AttributeText("transport");
        set => SetAttribute("transport", value);
    }

    /// <summary>One such file.</summary>
    public ElementList<EnvironmentFile> Files => field ??= new(this, ["File"]);
}
