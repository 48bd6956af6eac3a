using System.Xml.Linq;
using OvfKit.Xml;

namespace OvfKit.Model;

public sealed partial class Envelope
{
    /// <summary>The namespace of the root element, which tells the version of OVF.</summary>
    public XNamespace Namespace => Element.Name.Namespace;

    /// <summary>The version family the namespace stands for.</summary>
    public OvfDialect Dialect => OvfNamespaces.DialectOf(Namespace);

    /// <summary>The attribute <c>version</c> some producers write, or null. It means little; see <see cref="Dialect"/>.</summary>
    public string? Version
    {
        get => AttributeText("version");
        set => SetAttribute("version", value);
    }

    /// <summary>The virtual disks, or null.</summary>
    public DiskSection? DiskSection => Section<DiskSection>();

    /// <summary>The logical networks, or null.</summary>
    public NetworkSection? NetworkSection => Section<NetworkSection>();

    /// <summary>The deployment configurations to choose from, or null.</summary>
    public DeploymentOptionSection? DeploymentOptions => Section<DeploymentOptionSection>();

    /// <summary>All virtual systems in document order, those in collections of any depth included. A snapshot.</summary>
    public IReadOnlyList<VirtualSystem> VirtualSystems => [.. Contents().SelectMany(static content => content.DescendantsAndSelf()).OfType<VirtualSystem>()];

    /// <summary>The first section of a kind, or null.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    public T? Section<T>()
        where T : OvfSection => SectionsOf<T>().FirstOrDefault();

    /// <summary>The sections of a kind: live.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    public ElementList<T> SectionsOf<T>()
        where T : OvfSection => new(this, "Section");

    /// <summary>The configuration that holds for a choice: the chosen one, which must exist, or the default one; null where the package has none.</summary>
    internal string? ConfigurationFor(string? chosen)
    {
        var options = DeploymentOptions;
        if (chosen is null)
            return options?.DefaultConfiguration?.Id;
        return options?.Find(chosen) is not null ? chosen
            : throw new ArgumentException($"The package has no configuration \"{chosen}\"; it has {Known(options)}.", nameof(chosen));
    }

    private static string Known(DeploymentOptionSection? options) =>
        options is null or { Configurations: [] } ? "none" : string.Join(", ", options.Configurations.Select(static configuration => $"\"{configuration.Id}\""));

    // The schema has one; whoever writes more wants them seen.
    private ElementList<OvfContent> Contents() => new(this, "Content");
}
