using System.Collections;
using System.Xml.Linq;
using OvfKit.Schema;
using OvfKit.Xml;

namespace OvfKit.Model;

/// <summary>The texts of all children of one name: live, in document order.</summary>
/// <remarks>It holds nothing: every call looks at the element. Enumerating goes over a snapshot.</remarks>
public sealed class ValueList : IList<string>, IReadOnlyList<string>
{
    private readonly OvfElement _owner;
    private readonly string _name;

    internal ValueList(OvfElement owner, string name) => (_owner, _name) = (owner, name);

    /// <inheritdoc cref="ICollection{T}.Count"/>
    public int Count => Children().Count();

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <inheritdoc cref="IList{T}.this"/>
    public string this[int index]
    {
        get => Children().ElementAt(index).Value;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Escaping.RequireWritable(value);
            var child = Children().ElementAt(index);
            if (child.Value != value)
                child.Value = value;
        }
    }

    /// <summary>Puts a text behind the others, at the place the schema has for it.</summary>
    /// <param name="item">The text.</param>
    /// <exception cref="InvalidOperationException">The document's version of OVF does not have it.</exception>
    public void Add(string item)
    {
        ArgumentNullException.ThrowIfNull(item);
        _owner.Place(_name, item);
    }

    /// <inheritdoc/>
    public void Insert(int index, string item)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var children = Children().ToList();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, children.Count);
        _owner.Place(_name, item, index < children.Count ? children[index] : null);
    }

    /// <inheritdoc/>
    public bool Remove(string item)
    {
        if (Children().FirstOrDefault(child => child.Value == item) is not { } found)
            return false;
        Indentation.Remove(found);
        return true;
    }

    /// <inheritdoc/>
    public void RemoveAt(int index) => Indentation.Remove(Children().ElementAt(index));

    /// <inheritdoc/>
    public void Clear()
    {
        foreach (var child in Children().ToList())
            Indentation.Remove(child);
    }

    /// <inheritdoc/>
    public bool Contains(string item) => IndexOf(item) >= 0;

    /// <inheritdoc/>
    public int IndexOf(string item) => Children().ToList().FindIndex(child => child.Value == item);

    /// <inheritdoc/>
    public void CopyTo(string[] array, int arrayIndex) => this.ToList().CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => Children().Select(static child => child.Value).ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<XElement> Children() => _owner.Element.Elements().Where(child => SchemaNames.Is(child, _name, _owner.Element));
}
