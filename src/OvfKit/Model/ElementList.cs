using System.Collections;
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>The children of an element that are of one kind: live, in document order.</summary>
/// <typeparam name="T">Their view.</typeparam>
/// <remarks>
/// <para>It holds nothing: every call looks at the element. What is added lands at the place the schema has for it, with the indentation of its
/// siblings. An item that stands elsewhere, in this document or another, moves.</para>
/// <para>Enumerating goes over a snapshot, so items can be removed while at it. Finding by index takes time in proportion to the list.</para>
/// </remarks>
public sealed class ElementList<T> : IList<T>, IReadOnlyList<T>
    where T : OvfElement
{
    private readonly OvfElement _owner;
    private readonly string[] _names;
    private readonly string? _head;

    /// <summary>The members of a substitution group that have the view.</summary>
    internal ElementList(OvfElement owner, string head) => (_owner, _head, _names) = (owner, head, []);

    /// <summary>The children with one of the names.</summary>
    internal ElementList(OvfElement owner, string[] names) => (_owner, _names) = (owner, names);

    /// <inheritdoc cref="ICollection{T}.Count"/>
    public int Count => Items().Count();

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <summary>The item at an index. Set, it takes the place of the one there.</summary>
    /// <param name="index">The index, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    public T this[int index]
    {
        get => Items().ElementAt(index);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            var old = this[index];
            if (old == value)
                return;
            Insert(index, value);
            old.Remove();
        }
    }

    /// <summary>Puts an item behind the others, at the place the schema has for it.</summary>
    /// <param name="item">The item.</param>
    /// <exception cref="ArgumentException">The list has no element for an item of that class, or it holds the list.</exception>
    /// <exception cref="InvalidOperationException">The document's version of OVF does not have it.</exception>
    public void Add(T item)
    {
        ArgumentNullException.ThrowIfNull(item);
        _owner.Attach(item, PlaceOf(item));
    }

    /// <summary>Puts an item in front of another.</summary>
    /// <param name="index">The index it is to have, up to <see cref="Count"/>.</param>
    /// <param name="item">The item.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the list.</exception>
    /// <exception cref="InvalidOperationException">The document's version of OVF does not have it.</exception>
    public void Insert(int index, T item)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var others = Items().Where(other => other != item).ToList();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, others.Count);
        var place = PlaceOf(item);
        // Kinds that the schema puts one after the other stay so, whatever the index.
        var before = index < others.Count && IsInSlot(others[index].Element, place.Slot) ? others[index].Element : null;
        _owner.Attach(item, place, before);
    }

    /// <summary>Takes an item out, with the blanks in front of it.</summary>
    /// <param name="item">The item.</param>
    /// <returns>False when it was not in the list.</returns>
    public bool Remove(T item)
    {
        if (item is null || !Contains(item))
            return false;
        item.Remove();
        return true;
    }

    /// <inheritdoc/>
    public void RemoveAt(int index) => this[index].Remove();

    /// <inheritdoc/>
    public void Clear()
    {
        foreach (var item in this)
            item.Remove();
    }

    /// <inheritdoc/>
    public bool Contains(T item) => Items().Contains(item);

    /// <inheritdoc/>
    public int IndexOf(T item) => Items().TakeWhile(other => other != item).Count() is var index && index < Count ? index : -1;

    /// <inheritdoc/>
    public void CopyTo(T[] array, int arrayIndex) => Items().ToList().CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => Items().ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<T> Items() => _owner.Element.Elements().Where(IsOne).Select(child => _owner.View(child)).OfType<T>();

    private bool IsOne(XElement child) =>
        _head is null ? Array.Exists(_names, name => SchemaNames.Is(child, name, _owner.Element)) : SlotIndexOf(child) is var slot and >= 0 && _owner.Table.Slots[slot].Head == _head;

    private bool IsInSlot(XElement child, int slot) => SlotIndexOf(child) == slot;

    private int SlotIndexOf(XElement child) => ContentMatcher.Find(_owner.Table, child, _owner.Element, ContentPlace.VersionAt(_owner.Element)).SlotIndex;

    private (int Slot, ContentTerm? Term) PlaceOf(T item)
    {
        if (_head is not null)
            return _owner.SlotFor(item, _head);
        foreach (var name in _names)
        {
            if (_owner.SlotOf(name) is var place && ModelViews.Shown(place.Term!.Type) == item.SchemaType)
                return place;
        }
        throw new ArgumentException($"{item.GetType().Name} is none of {string.Join(", ", _names)}.", nameof(item));
    }
}
