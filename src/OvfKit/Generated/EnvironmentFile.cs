// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A file that the guest receives.</summary>
/// <remarks>Type <c>ovf:EnvironmentFile_Type</c> of the schema, OVF 2 only.</remarks>
public sealed partial class EnvironmentFile : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public EnvironmentFile()
        : this(Detached(SchemaType.EnvironmentFile, SchemaFamily.Ovf, "File"))
    {
    }

    internal EnvironmentFile(XElement element)
        : base(element, SchemaType.EnvironmentFile)
    {
    }

    /// <summary>Id of the file. Required.</summary>
    public string? FileRef
    {
        get => AttributeText("fileRef");
        set => SetAttribute("fileRef", value);
    }

    /// <summary>Path of the file relative to the root of the transport medium. Required.</summary>
    public string? Path
    {
        get => AttributeText("path");
        set => SetAttribute("path", value);
    }
}
