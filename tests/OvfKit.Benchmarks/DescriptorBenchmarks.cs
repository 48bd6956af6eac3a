using System.Text;
using System.Xml.Linq;
using BenchmarkDotNet.Attributes;
using OvfKit.Diagnostics;
using OvfKit.Validation;

namespace OvfKit.Benchmarks;

/// <summary>Reads a large descriptor, and checks it by all rules: a collection of systems with full hardware, 250 KB.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class DescriptorBenchmarks
{
    private byte[] _bytes = null!;
    private OvfDescriptor _descriptor = null!;

    [GlobalSetup]
    public void Setup()
    {
        _bytes = SampleDescriptor.OfSize(250_000);
        _descriptor = OvfDescriptor.Parse(_bytes, "sample.ovf");
        var findings = new DiagnosticBag();
        DescriptorValidator.Validate(_descriptor, null, findings);
        if (findings.HasErrors)
            throw new InvalidOperationException($"the sample is not valid: {findings.First()}");
    }

    /// <summary>The platform's own reader, which keeps neither the text nor the places in it: what a machine's speed is measured by.</summary>
    [Benchmark(Baseline = true)]
    public XDocument Load() => XDocument.Load(new MemoryStream(_bytes), LoadOptions.PreserveWhitespace);

    [Benchmark]
    public OvfDescriptor Parse() => OvfDescriptor.Parse(_bytes, "sample.ovf");

    [Benchmark]
    public int Validate() => Validated(_descriptor);

    [Benchmark]
    public int ParseAndValidate() => Validated(OvfDescriptor.Parse(_bytes, "sample.ovf"));

    private static int Validated(OvfDescriptor descriptor)
    {
        var findings = new DiagnosticBag();
        DescriptorValidator.Validate(descriptor, null, findings);
        return findings.Count;
    }
}

/// <summary>A valid descriptor of any size.</summary>
internal static class SampleDescriptor
{
    private const string Cim = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_";

    public static byte[] OfSize(int size)
    {
        var text = new StringBuilder($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
              xmlns:rasd="{Cim}ResourceAllocationSettingData" xmlns:vssd="{Cim}VirtualSystemSettingData" xmlns:vmw="http://www.vmware.com/schema/ovf">
              <References/>
              <NetworkSection>
                <Info>Networks</Info>
                <Network ovf:name="LAN"/>
              </NetworkSection>
              <VirtualSystemCollection ovf:id="all">
                <Info>Many systems</Info>

            """);
        for (var number = 0; text.Length < size; number++)
        {
            text.Append($"""
                    <VirtualSystem ovf:id="vm{number}">
                      <Info>A system</Info>
                      <OperatingSystemSection ovf:id="94" vmw:osType="ubuntu64Guest">
                        <Info>The operating system</Info>
                      </OperatingSystemSection>
                      <VirtualHardwareSection>
                        <Info>The hardware</Info>
                        <System>
                          <vssd:ElementName>Virtual Hardware Family</vssd:ElementName>
                          <vssd:InstanceID>0</vssd:InstanceID>
                          <vssd:VirtualSystemIdentifier>vm{number}</vssd:VirtualSystemIdentifier>
                          <vssd:VirtualSystemType>vmx-13</vssd:VirtualSystemType>
                        </System>

                """);
            for (var item = 1; item <= 10; item++)
            {
                text.Append($"""
                            <Item ovf:required="false">
                              <rasd:AddressOnParent>{item}</rasd:AddressOnParent>
                              <rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits>
                              <rasd:AutomaticAllocation>true</rasd:AutomaticAllocation>
                              <rasd:Connection>LAN</rasd:Connection>
                              <rasd:Description>A device of the system</rasd:Description>
                              <rasd:ElementName>Device {item}</rasd:ElementName>
                              <rasd:InstanceID>{item}</rasd:InstanceID>
                              <rasd:ResourceSubType>VmxNet3</rasd:ResourceSubType>
                              <rasd:ResourceType>10</rasd:ResourceType>
                              <rasd:VirtualQuantity>1</rasd:VirtualQuantity>
                              <vmw:Config ovf:required="false" vmw:key="slotInfo.pciSlotNumber" vmw:value="{item}"/>
                            </Item>

                    """);
            }
            text.Append("      </VirtualHardwareSection>\n    </VirtualSystem>\n");
        }
        return Encoding.UTF8.GetBytes(text.Append("  </VirtualSystemCollection>\n</Envelope>\n").ToString());
    }
}
