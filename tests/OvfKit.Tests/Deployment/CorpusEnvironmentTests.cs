using System.Text;
using System.Xml.Linq;
using System.Xml.Schema;
using OvfKit.Deployment;
using OvfKit.Diagnostics;
using OvfKit.Model;
using OvfKit.Testing;
using OvfKit.Tests.Schemas;

namespace OvfKit.Tests.Deployment;

public sealed class CorpusEnvironmentTests
{
    /// <summary>Descriptors by many producers, which are not part of the repository: each configuration of each resolves, and its environment is valid.</summary>
    [Fact]
    public void Descriptors_of_all_producers_can_be_deployed_on_paper()
    {
        var corpus = RepositoryFiles.Reference("corpus");
        Assert.SkipWhen(corpus is null, "the corpus of foreign descriptors (shared/corpus beside the repository) is not here");
        var schemas = SchemaFiles.Compile(SchemaFiles.Ours("1.1.1"));
        int environments = 0, devices = 0, properties = 0, texts = 0;
        foreach (var path in Directory.EnumerateFiles(corpus!, "*.ovf", SearchOption.AllDirectories))
        {
            Envelope envelope;
            try
            {
                envelope = OvfDescriptor.Parse(File.ReadAllBytes(path), path).Envelope;
            }
            catch (InvalidContentException)
            {
                continue;
            }
            var bag = new DiagnosticBag();
            texts += MessageCatalog.Of(envelope, static _ => null, bag).Languages.Count;
            foreach (var configuration in envelope.DeploymentOptions?.Configurations.Select(static one => one.Id).OfType<string>().Distinct().Append(null) ?? [null])
            {
                foreach (var system in envelope.VirtualSystems)
                {
                    devices += system.HardwareSections.Sum(section => EffectiveHardware.Resolve(section, configuration, bag).Devices.Count);
                    EffectiveProperties.Resolve(system, null, configuration).Check(bag);
                    var environment = OvfEnvironment.For(system, new() { Configuration = configuration });
                    XDocument.Parse(Encoding.UTF8.GetString(environment.ToBytes())).Validate(schemas, (_, e) => Assert.Fail($"{path}: {e.Message}"));
                    environments++;
                    properties += environment.Properties.Count;
                }
            }
            Assert.All(bag, finding => Assert.True(finding.Location.Line > 0, finding.ToString()));
        }
        Assert.True(environments > 150 && devices > 700 && properties > 100 && texts > 3, $"{environments} environments, {devices} devices, {properties} properties, {texts} languages");
    }
}
