using OvfKit.Schema;

namespace OvfKit.Model;

public abstract partial class OvfContent
{
    /// <summary>The first section of a kind, or null.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    public T? Section<T>()
        where T : OvfSection => SectionsOf<T>().FirstOrDefault();

    /// <summary>The sections of a kind: live.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    public ElementList<T> SectionsOf<T>()
        where T : OvfSection => new(this, "Section");

    /// <summary>The collection this is a member of, or null.</summary>
    public VirtualSystemCollection? EnclosingCollection =>
        Element.Parent is { } parent && SchemaNames.Is(parent, "VirtualSystemCollection", parent) ? (VirtualSystemCollection)Of(parent, SchemaType.VirtualSystemCollection) : null;

    /// <summary>This and, of a collection, all members at any depth, in document order. A snapshot.</summary>
    public IEnumerable<OvfContent> DescendantsAndSelf()
    {
        yield return this;
        if (this is not VirtualSystemCollection collection)
            yield break;
        foreach (var inner in collection.Members.SelectMany(static member => member.DescendantsAndSelf()))
            yield return inner;
    }
}
