using System.Globalization;
using System.Xml.Linq;
using CsCheck;
using OvfKit.Diagnostics;
using OvfKit.Schema;
using OvfKit.Tests.Model;

namespace OvfKit.Tests.Schema;

/// <summary>Documents that are wrong in random ways: the tables and System.Xml.Schema agree on all of them.</summary>
public sealed class SchemaOraclePropertyTests
{
    // OVFKIT_ORACLE_PLANS asks for more of them, as after a change to the validator.
    private static readonly int Iterations = int.Parse(Environment.GetEnvironmentVariable("OVFKIT_ORACLE_PLANS") ?? "400", CultureInfo.InvariantCulture);

    private const string Cim = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_";
    private static readonly XNamespace _instance = "http://www.w3.org/2001/XMLSchema-instance";

    private static readonly XNamespace[] _spaces =
    [
        "", "http://schemas.dmtf.org/ovf/envelope/1", "http://schemas.dmtf.org/ovf/envelope/2", "http://schemas.dmtf.org/ovf/envelope/1/", "http://www.vmware.com/schema/ovf/1/envelope",
        "urn:vendor", Cim + "ResourceAllocationSettingData", Cim + "StorageAllocationSettingData.xsd", Cim + "VirtualSystemSettingData", "http://www.w3.org/2001/04/xmlenc#",
    ];

    private static readonly string[] _names =
        ["Info", "Item", "Name", "Section", "Content", "File", "InstanceId", "InstanceID", "ElementName", "AnnotationSection", "StorageItem", "SharedDiskSection", "Description", "Caption", "Strings", "x"];

    private static readonly string[] _texts = ["", " ", "0", "-1", "+1", "007", "18446744073709551616", "true", "True", "1", "x", "en-US", "e n", "http://[", "preserve", "2001-02-03", new string('y', 300)];

    private static readonly string[] _attributes = ["id", "required", "size", "transport", "bound", "configuration", "default", "x"];

    private static readonly string[] _types = ["DiskSection_Type", "ovf:DiskSection_Type", "ovf:AnnotationSection_Type", "ovf:Msg_Type", "ovf:None_Type", "v:Some_Type", "undeclared:Type", "rasd:CIM_ResourceAllocationSettingData_Type"];

    private static readonly Action<XElement, int>[] _edits =
    [
        static (element, _) => element.Remove(),
        static (element, _) => element.AddAfterSelf(new XElement(element)),
        static (element, n) => Swap(element, n),
        static (element, n) => element.Name = element.Name.Namespace + _names[n % _names.Length],
        static (element, n) => element.Name = _spaces[n % _spaces.Length] + element.Name.LocalName,
        static (element, n) => element.Attributes().Where(static one => !one.IsNamespaceDeclaration).Skip(n % 3).Take(1).Remove(),
        static (element, n) => element.Attributes().Where(static one => !one.IsNamespaceDeclaration).Skip(n % 3).Take(1).ToList().ForEach(one => one.Value = _texts[n % _texts.Length]),
        static (element, n) => element.SetAttributeValue(_spaces[n % _spaces.Length] + _attributes[n / 16 % _attributes.Length], _texts[n % 7]),
        static (element, n) => element.SetAttributeValue(XNamespace.Xml + ((string[])["lang", "space", "base", "id", "other"])[n % 5], _texts[n / 5 % _texts.Length]),
        static (element, n) => element.Value = _texts[n % _texts.Length],
        static (element, n) => element.Add(new XText(_texts[n % _texts.Length])),
        static (element, n) => element.Add(new XElement(_spaces[n / 16 % _spaces.Length] + _names[n % _names.Length])),
        static (element, n) => element.AddFirst(new XElement(_spaces[n % _spaces.Length] + _names[n / 16 % _names.Length], _texts[n % _texts.Length])),
        static (element, n) => element.SetAttributeValue(_instance + "nil", ((string[])["true", "false", "1", "0", " true "])[n % 5]),
        static (element, n) => { element.RemoveNodes(); element.SetAttributeValue(_instance + "nil", n % 2 == 0 ? "true" : "1"); },
        static (element, n) => element.SetAttributeValue(_instance + "type", _types[n % _types.Length]),
    ];

    private static readonly Gen<(int Edit, int Place, int Number)[]> _plans =
        Gen.Select(Gen.Int[0, _edits.Length - 1], Gen.Int[0, 1000], Gen.Int[0, 1000]).Array[1, 5];

    [Theory]
    [InlineData(OvfVersion.One, SchemaReading.Literal), InlineData(OvfVersion.Two, SchemaReading.Literal)]
    [InlineData(OvfVersion.One, SchemaReading.Dialects), InlineData(OvfVersion.Two, SchemaReading.Dialects)]
    internal void Whatever_is_wrong_the_verdict_is_that_of_the_schema(OvfVersion version, SchemaReading reading) =>
        _plans.Sample(plan => DifferenceAfter(version, reading, plan) is { } difference ? throw new InvalidOperationException(difference) : true, iter: Iterations, threads: 1);

    /// <summary>Two attributes that are one once the spellings of a namespace are put straight: the second is not looked at.</summary>
    [Fact]
    public void Of_two_spellings_of_an_attribute_the_first_counts() => Assert.Null(DifferenceAfter(OvfVersion.Two, SchemaReading.Dialects, [(7, 72, 914)]));

    private static string? DifferenceAfter(OvfVersion version, SchemaReading reading, IEnumerable<(int Edit, int Place, int Number)> plan)
    {
        var descriptor = EverySection.Parse(version);
        foreach (var (edit, place, number) in plan)
        {
            var elements = descriptor.Document.Root!.Descendants().ToList();
            if (elements.Count > 0)
                _edits[edit](elements[place % elements.Count], number);
        }
        return Reread(descriptor) is { } edited ? SchemaOracleTests.Difference(edited, reading, out _) : null;
    }

    private static OvfDescriptor? Reread(OvfDescriptor descriptor)
    {
        try
        {
            return OvfDescriptor.Parse(descriptor.ToBytes(), "edited");
        }
        catch (InvalidContentException)
        {
            return null; // the reader itself looks at xml:space
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
