using System.Text;
using System.Xml;
using System.Xml.Linq;
using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Xml;

namespace OvfKit.Deployment;

/// <summary>An OVF environment: the document that tells a guest about itself, its siblings and its platform (DSP0243 §11, DSP8027).</summary>
/// <remarks>
/// <para>It is a view of the text: what is not touched keeps its bytes, content of vendors included. Not thread-safe.</para>
/// <para>Sections are found by the namespace of the root element, whichever version that is of.</para>
/// </remarks>
public sealed class OvfEnvironment
{
    private readonly VerbatimDocument _document;

    private OvfEnvironment(VerbatimDocument document) => _document = document;

    /// <summary>The namespace of the environment, version 1.</summary>
    public static XNamespace Namespace => OvfNamespaces.Environment;

    /// <summary>The document's name as the user knows it.</summary>
    public string Name => _document.Source.Name;

    /// <summary>The tree, with all its blanks and comments.</summary>
    public XDocument Document => _document.Document;

    /// <summary>True once the document was edited, even if the edit was undone later.</summary>
    public bool IsModified => _document.IsModified;

    /// <summary>The id of the virtual system the document is for (<c>ovf:id</c> in the descriptor), or null. Null removes it.</summary>
    public string? Id
    {
        get => Self.Id;
        set => Self.SetId(value);
    }

    /// <summary>The properties of the guest with their values: live.</summary>
    public EnvironmentProperties Properties => Self.Properties;

    /// <summary>The platform, or null.</summary>
    public EnvironmentPlatform? Platform => Self.Section("PlatformSection") is { } section ? new(section) : null;

    /// <summary>The siblings in the same collection. A snapshot in document order.</summary>
    public IReadOnlyList<EnvironmentEntity> Entities =>
        [.. Root.Elements().Where(child => EnvironmentNames.Is(child, "Entity")).Select(static child => new EnvironmentEntity(child))];

    /// <summary>The sections of vendors about the guest. A snapshot in document order.</summary>
    public IReadOnlyList<XElement> Extensions => Self.Extensions;

    private XElement Root => Document.Root ?? throw new InvalidOperationException("The document has no root element any more.");

    private EnvironmentEntity Self => new(Root);

    /// <summary>True for bytes that begin as an environment does: an XML document whose root is called <c>Environment</c>.</summary>
    /// <param name="bytes">The bytes of the document. What follows the root's name is not looked at.</param>
    public static bool Matches(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(SourceText.Decode(bytes, "").Text), new XmlReaderSettings { XmlResolver = null });
            return reader.MoveToContent() == XmlNodeType.Element && reader.LocalName == "Environment";
        }
        catch (Exception exception) when (exception is InvalidContentException or XmlException)
        {
            return false;
        }
    }

    /// <summary>Reads an environment.</summary>
    /// <param name="bytes">The bytes of <c>ovf-env.xml</c>, at most 32 MiB. They are kept, not copied: the caller leaves them unchanged from now on.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="diagnostics">Where warnings go (OVF0003, OVF0008), or null.</param>
    /// <exception cref="InvalidContentException">The bytes are not an XML document this library accepts (OVF0xxx), or its root is no Environment (OVF2962).</exception>
    public static OvfEnvironment Parse(ReadOnlyMemory<byte> bytes, string name, DiagnosticBag? diagnostics = null)
    {
        var document = VerbatimDocument.Parse(bytes, name, diagnostics);
        var root = document.Document.Root!;
        if (root.Name.LocalName != "Environment")
        {
            throw ResolutionDiagnostics.NotAnEnvironment.Invalid(
                document.LocationOf(root), $"the root element is \"{root.Name.LocalName}\"; an OVF environment begins with \"Environment\"");
        }
        if (root.Name.Namespace != Namespace)
        {
            diagnostics?.Add(TextDiagnostics.UnknownNamespace.At(document.LocationOf(root),
                $"the Environment is in the namespace \"{root.Name.NamespaceName}\"; \"{Namespace}\" was expected, and it is read like that"));
        }
        return new(document);
    }

    /// <summary>Makes an environment that tells nothing but an id.</summary>
    /// <param name="id">The id of the virtual system.</param>
    /// <param name="name">Its name, for messages.</param>
    public static OvfEnvironment Create(string id, string name = TransportImage.EnvironmentName)
    {
        ArgumentNullException.ThrowIfNull(id);
        var environment = Parse(Encoding.UTF8.GetBytes($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Environment xmlns="{Namespace}"
                xmlns:oe="{Namespace}"
                xmlns:xsi="{OvfNamespaces.SchemaInstance}"
                oe:id=""/>

            """.ReplaceLineEndings("\n")), name);
        environment.Id = id;
        return environment;
    }

    /// <summary>Makes the environment of a virtual system at deployment: its properties, the platform, and the properties of its siblings.</summary>
    /// <param name="system">The virtual system.</param>
    /// <param name="options">What the deployment adds; null for nothing.</param>
    /// <remarks>A property that has no value is there with an empty one. Values are not checked; see <see cref="EffectiveProperties.Check"/>.</remarks>
    /// <exception cref="ArgumentException">The package has no such configuration.</exception>
    public static OvfEnvironment For(VirtualSystem system, EnvironmentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        options ??= new EnvironmentOptions();
        var environment = Create(system.Id ?? "");
        options.Platform?.WriteTo(environment.AddPlatform());
        environment.Properties.AddAll(options.PropertiesOf(system));
        foreach (var sibling in system.EnclosingCollection?.Members.Where(member => member != system) ?? [])
            environment.AddEntity(sibling.Id ?? "").Properties.AddAll(options.PropertiesOf(sibling));
        return environment;
    }

    /// <summary>The platform, with its section made where there is none.</summary>
    public EnvironmentPlatform AddPlatform() => new(Self.SectionOrNew("PlatformSection"));

    /// <summary>Adds a sibling behind the others.</summary>
    /// <param name="id">The sibling's id.</param>
    public EnvironmentEntity AddEntity(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var element = new XElement(Root.Name.Namespace + "Entity");
        if (Entities is [.., var last])
            Indentation.InsertAfter(last.Element, element);
        else
            EnvironmentNames.InsertSection(Root, element);
        var entity = new EnvironmentEntity(element);
        entity.SetId(id);
        return entity;
    }

    /// <summary>Where a node or attribute stands in the text that was read.</summary>
    /// <param name="target">An object of <see cref="Document"/>.</param>
    public Location LocationOf(XObject target) => _document.LocationOf(target);

    /// <summary>Writes the document in its encoding: what was not touched byte for byte as it was read, what is new in the same style.</summary>
    /// <exception cref="InvalidOperationException">The tree holds what the text cannot: no root element, a DTD, a character XML or the encoding lacks.</exception>
    public byte[] ToBytes() => _document.ToBytes();
}
