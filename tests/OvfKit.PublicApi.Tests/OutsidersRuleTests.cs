using OvfKit.Diagnostics;
using OvfKit.Validation;

namespace OvfKit.PublicApi.Tests;

public class OutsidersRuleTests
{
    [Fact]
    public void It_judges_beside_the_built_in_rules()
    {
        const string text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
              <References/>
              <VirtualSystem ovf:id="Wrong Name">
                <Info>A machine</Info>
              </VirtualSystem>
            </Envelope>
            """;
        var findings = new DiagnosticBag();
        var descriptor = OvfDescriptor.Parse(System.Text.Encoding.UTF8.GetBytes(text), "house.ovf", findings);
        DescriptorValidator.Validate(descriptor, new ValidationOptions { Rules = ValidationRules.BuiltIn.Add(new HouseNames()) }, findings);

        var finding = Assert.Single(findings, finding => finding.Id == "HOUSE001");
        Assert.Equal(("house.ovf", 4), (finding.Location.File, finding.Location.Line));
    }

    private sealed class HouseNames : ValidationRule
    {
        private static readonly DiagnosticDescriptor BadName = new("HOUSE001", DiagnosticSeverity.Warning, "name against the rules of the house");

        public override IReadOnlyList<DiagnosticDescriptor> Codes => [BadName];

        public override void Check(ValidationContext context)
        {
            foreach (var system in context.Descriptor.Envelope.VirtualSystems)
            {
                if (system.Id?.Contains(' ', StringComparison.Ordinal) == true)
                    context.Report(BadName, system.Element, $"\"{system.Id}\" holds a blank");
            }
        }
    }
}
