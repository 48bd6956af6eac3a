using System.Globalization;
using System.Xml.Linq;
using CsCheck;

namespace OvfKit.Tests.Schema;

/// <summary>Ways to spoil a document, each of them chosen by numbers.</summary>
/// <param name="spaces">The namespaces that elements and attributes come into.</param>
/// <param name="names">The names elements get.</param>
/// <param name="attributes">The names of attributes that are added.</param>
/// <param name="types">The values of <c>xsi:type</c>.</param>
internal sealed class TreeEdits(XNamespace[] spaces, string[] names, string[] attributes, string[] types)
{
    private const int Count = 16;

    private static readonly XNamespace _instance = "http://www.w3.org/2001/XMLSchema-instance";

    private static readonly string[] _texts = ["", " ", "0", "-1", "+1", "007", "18446744073709551616", "true", "True", "1", "x", "en-US", "e n", "http://[", "preserve", "2001-02-03", new string('y', 300)];

    /// <summary>How many plans a test tries; OVFKIT_ORACLE_PLANS asks for more of them, as after a change to the validator.</summary>
    public static int Iterations { get; } = int.Parse(Environment.GetEnvironmentVariable("OVFKIT_ORACLE_PLANS") ?? "400", CultureInfo.InvariantCulture);

    /// <summary>Plans of a few edits.</summary>
    public static Gen<(int Edit, int Place, int Number)[]> Plans { get; } = Gen.Select(Gen.Int[0, Count - 1], Gen.Int[0, 1000], Gen.Int[0, 1000]).Array[1, 5];

    /// <summary>Spoils a tree.</summary>
    /// <param name="root">Its root, which stays.</param>
    /// <param name="plan">The way, the element it happens to, and what to choose.</param>
    public void Apply(XElement root, IEnumerable<(int Edit, int Place, int Number)> plan)
    {
        foreach (var (edit, place, number) in plan)
        {
            var elements = root.Descendants().ToList();
            if (elements.Count > 0)
                Apply(edit, elements[place % elements.Count], number);
        }
    }

    private void Apply(int edit, XElement element, int n)
    {
        switch (edit)
        {
            case 0:
                element.Remove();
                break;
            case 1:
                element.AddAfterSelf(new XElement(element));
                break;
            case 2:
                Swap(element, n);
                break;
            case 3:
                element.Name = element.Name.Namespace + names[n % names.Length];
                break;
            case 4:
                element.Name = spaces[n % spaces.Length] + element.Name.LocalName;
                break;
            case 5:
                element.Attributes().Where(static one => !one.IsNamespaceDeclaration).Skip(n % 3).Take(1).Remove();
                break;
            case 6:
                element.Attributes().Where(static one => !one.IsNamespaceDeclaration).Skip(n % 3).Take(1).ToList().ForEach(one => one.Value = _texts[n % _texts.Length]);
                break;
            case 7:
                element.SetAttributeValue(spaces[n % spaces.Length] + attributes[n / 16 % attributes.Length], _texts[n % 7]);
                break;
            case 8:
                element.SetAttributeValue(XNamespace.Xml + ((string[])["lang", "space", "base", "id", "other"])[n % 5], _texts[n / 5 % _texts.Length]);
                break;
            case 9:
                element.Value = _texts[n % _texts.Length];
                break;
            case 10:
                element.Add(new XText(_texts[n % _texts.Length]));
                break;
            case 11:
                element.Add(new XElement(spaces[n / 16 % spaces.Length] + names[n % names.Length]));
                break;
            case 12:
                element.AddFirst(new XElement(spaces[n % spaces.Length] + names[n / 16 % names.Length], _texts[n % _texts.Length]));
                break;
            case 13:
                element.SetAttributeValue(_instance + "nil", ((string[])["true", "false", "1", "0", " true "])[n % 5]);
                break;
            case 14:
                element.RemoveNodes();
                element.SetAttributeValue(_instance + "nil", n % 2 == 0 ? "true" : "1");
                break;
            case 15:
                element.SetAttributeValue(_instance + "type", types[n % types.Length]);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(edit));
        }
    }

    private static void Swap(XElement element, int number)
    {
        if (element.ElementsAfterSelf().Skip(number % 3).FirstOrDefault() is not { } other)
            return;
        other.Remove();
        element.AddBeforeSelf(other);
    }
}
