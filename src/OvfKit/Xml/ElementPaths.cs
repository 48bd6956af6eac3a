using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace OvfKit.Xml;

/// <summary>The paths to many elements of one tree, which must not be edited meanwhile. Costs one look at each sibling, however many paths are asked for.</summary>
internal sealed class ElementPaths
{
    private const int MostOfName = 60;

    private readonly Dictionary<XElement, int> _ordinals = [];
    private readonly Dictionary<(XElement Parent, string Name), int> _counts = [];
    private readonly List<XElement> _steps = [];

    /// <summary>The path that <see cref="TreeLocation"/> gives, with names no document of good faith has cut short.</summary>
    public string Of(XObject target)
    {
        _steps.Clear();
        for (var element = target as XElement ?? target.Parent; element is not null; element = element.Parent)
            _steps.Add(element);
        var path = new StringBuilder();
        for (var index = _steps.Count - 1; index >= 0; index--)
            AppendStep(path, _steps[index]);
        if (target is XAttribute attribute)
            path.Append("/@").Append(Shortened(attribute.Name.LocalName));
        return path.ToString();
    }

    private void AppendStep(StringBuilder path, XElement element)
    {
        path.Append('/').Append(Shortened(element.Name.LocalName));
        if (element.Parent is not { } parent)
            return;
        if (!_ordinals.TryGetValue(element, out var ordinal))
        {
            Count(parent);
            ordinal = _ordinals[element];
        }
        if (_counts[(parent, element.Name.LocalName)] > 1)
            path.Append(CultureInfo.InvariantCulture, $"[{ordinal}]");
    }

    private void Count(XElement parent)
    {
        foreach (var child in parent.Elements())
        {
            var key = (parent, child.Name.LocalName);
            _counts.TryGetValue(key, out var before);
            _counts[key] = _ordinals[child] = before + 1;
        }
    }

    private static ReadOnlySpan<char> Shortened(string name) => name.AsSpan(0, Math.Min(name.Length, MostOfName));
}
