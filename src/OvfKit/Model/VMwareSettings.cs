using System.Collections;
using System.Xml.Linq;
using OvfKit.Schema;
using OvfKit.Xml;

namespace OvfKit.Model;

/// <summary>VMware's settings in an element, by their keys: live, in document order.</summary>
/// <remarks>It holds nothing: every call looks at the element. Enumerating goes over a snapshot.</remarks>
public sealed class VMwareSettings : IReadOnlyCollection<VMwareSetting>
{
    private readonly OvfElement _owner;
    private readonly XName _name;

    internal VMwareSettings(OvfElement owner, string name) => (_owner, _name) = (owner, OvfNamespaces.VMware + name);

    /// <inheritdoc/>
    public int Count => _owner.Element.Elements(_name).Count();

    /// <summary>The value of a setting, or null. Set, it makes the setting if need be, not required; null removes it.</summary>
    /// <param name="key">The name of the setting.</param>
    public string? this[string key]
    {
        get => Find(key)?.Value;
        set
        {
            if (Find(key) is { } setting)
            {
                if (value is null)
                    Indentation.Remove(setting.Element);
                else
                    setting.Value = value;
            }
            else if (value is not null)
            {
                Escaping.RequireWritable(key);
                Escaping.RequireWritable(value);
                // A key another product or an older host does not know must not make it refuse the package.
                _owner.AddExtension(new XElement(_name,
                    new XAttribute(NameAdoption.NamespaceOfAttributes(_owner.Element) + "required", "false"),
                    new XAttribute(OvfNamespaces.VMware + "key", key),
                    new XAttribute(OvfNamespaces.VMware + "value", value)));
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<VMwareSetting> GetEnumerator() => _owner.Element.Elements(_name).Select(static element => new VMwareSetting(element)).ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private VMwareSetting? Find(string key) => this.FirstOrDefault(setting => setting.Key == key);
}
