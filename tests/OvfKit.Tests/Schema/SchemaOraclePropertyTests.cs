using System.Xml.Linq;
using CsCheck;
using OvfKit.Diagnostics;
using OvfKit.Schema;
using OvfKit.Tests.Model;

namespace OvfKit.Tests.Schema;

/// <summary>Descriptors that are wrong in random ways: the tables and System.Xml.Schema agree on all of them.</summary>
public sealed class SchemaOraclePropertyTests
{
    private const string Cim = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_";

    private static readonly XNamespace[] _spaces =
    [
        "", "http://schemas.dmtf.org/ovf/envelope/1", "http://schemas.dmtf.org/ovf/envelope/2", "http://schemas.dmtf.org/ovf/envelope/1/", "http://www.vmware.com/schema/ovf/1/envelope",
        "urn:vendor", Cim + "ResourceAllocationSettingData", Cim + "StorageAllocationSettingData.xsd", Cim + "VirtualSystemSettingData", "http://www.w3.org/2001/04/xmlenc#",
    ];

    private static readonly string[] _names =
        ["Info", "Item", "Name", "Section", "Content", "File", "InstanceId", "InstanceID", "ElementName", "AnnotationSection", "StorageItem", "SharedDiskSection", "Description", "Caption", "Strings", "x"];

    private static readonly string[] _attributes = ["id", "required", "size", "transport", "bound", "configuration", "default", "x"];

    private static readonly string[] _types = ["DiskSection_Type", "ovf:DiskSection_Type", "ovf:AnnotationSection_Type", "ovf:Msg_Type", "ovf:None_Type", "v:Some_Type", "undeclared:Type", "rasd:CIM_ResourceAllocationSettingData_Type"];

    private static readonly TreeEdits _edits = new(_spaces, _names, _attributes, _types);

    [Theory]
    [InlineData(OvfVersion.One, SchemaReading.Literal), InlineData(OvfVersion.Two, SchemaReading.Literal)]
    [InlineData(OvfVersion.One, SchemaReading.Dialects), InlineData(OvfVersion.Two, SchemaReading.Dialects)]
    internal void Whatever_is_wrong_the_verdict_is_that_of_the_schema(OvfVersion version, SchemaReading reading) =>
        TreeEdits.Plans.Sample(plan => DifferenceAfter(version, reading, plan) is { } difference ? throw new InvalidOperationException(difference) : true, iter: TreeEdits.Iterations, threads: 1);

    /// <summary>Two attributes that are one once the spellings of a namespace are put straight: the second is not looked at.</summary>
    [Fact]
    public void Of_two_spellings_of_an_attribute_the_first_counts() => Assert.Null(DifferenceAfter(OvfVersion.Two, SchemaReading.Dialects, [(7, 72, 914)]));

    private static string? DifferenceAfter(OvfVersion version, SchemaReading reading, IEnumerable<(int Edit, int Place, int Number)> plan)
    {
        var descriptor = EverySection.Parse(version);
        _edits.Apply(descriptor.Document.Root!, plan);
        return Reread(descriptor) is { } edited ? SchemaOracleTests.Difference(edited.Document, edited.Name, reading, out _) : null;
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
}
