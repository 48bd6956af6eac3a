using OvfKit.IO;

namespace OvfKit.Deployment;

/// <summary>A file or folder on the CD.</summary>
internal abstract class IsoNode(string name)
{
    /// <summary>The name as the user gave it, which Joliet shows.</summary>
    public string Name { get; } = name;

    /// <summary>The short name of ISO 9660 level 1, without version.</summary>
    public string ShortName { get; set; } = "";
}

internal sealed class IsoFile(string name, ByteSource content) : IsoNode(name)
{
    public ByteSource Content { get; } = content;

    /// <summary>The first sector of the content.</summary>
    public uint Sector { get; set; }
}

internal sealed class IsoFolder(string name) : IsoNode(name)
{
    private readonly List<IsoNode> _children = [];

    public IReadOnlyList<IsoNode> Children => _children;

    public IEnumerable<IsoFolder> Folders => _children.OfType<IsoFolder>();

    public IsoFolder SubfolderOrNew(string name)
    {
        if (Find(name) is { } existing)
            return existing as IsoFolder ?? throw Taken(name);
        var folder = new IsoFolder(name);
        AddNew(folder);
        return folder;
    }

    public void Add(IsoFile file)
    {
        if (Find(file.Name) is not null)
            throw Taken(file.Name);
        AddNew(file);
    }

    // Systems that do not tell upper from lower case must find one file by a name.
    private IsoNode? Find(string name) => _children.Find(child => string.Equals(child.Name, name, StringComparison.OrdinalIgnoreCase));

    private static ArgumentException Taken(string name) => new($"There is already a \"{name}\" on the CD.", nameof(name));

    private void AddNew(IsoNode child)
    {
        child.ShortName = IsoNames.ShortNameOf(child.Name, child is IsoFolder, _children.Select(static other => other.ShortName).ToHashSet());
        _children.Add(child);
    }
}
