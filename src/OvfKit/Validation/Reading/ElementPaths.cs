using System.Globalization;
using System.Xml.Linq;

namespace OvfKit.Validation.Reading;

/// <summary>Says the path to an element, numbering the siblings of each parent only once.</summary>
internal sealed class ElementPaths
{
    private readonly Dictionary<XElement, string> _steps = [];

    public string Of(XObject target)
    {
        var steps = new Stack<string>();
        if (target is XAttribute attribute)
            steps.Push("@" + attribute.Name.LocalName);
        for (var element = target as XElement ?? target.Parent; element is not null; element = element.Parent)
            steps.Push(Step(element));
        return "/" + string.Join('/', steps);
    }

    private string Step(XElement element)
    {
        if (element.Parent is not { } parent)
            return element.Name.LocalName;
        if (!_steps.ContainsKey(element))
            Number(parent);
        return _steps[element];
    }

    private void Number(XElement parent)
    {
        foreach (var twins in parent.Elements().GroupBy(static child => child.Name.LocalName))
        {
            var number = 0;
            var isOnly = !twins.Skip(1).Any();
            foreach (var child in twins)
                _steps[child] = isOnly ? twins.Key : string.Create(CultureInfo.InvariantCulture, $"{twins.Key}[{++number}]");
        }
    }
}
