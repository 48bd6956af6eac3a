using OvfKit.Diagnostics;
using OvfKit.Testing;

namespace OvfKit.Tests.Generated;

public sealed class CorpusModelTests
{
    /// <summary>Descriptors by many producers, which are not part of the repository: every view answers or says what it cannot read.</summary>
    [Fact]
    public void Descriptors_of_all_producers_have_systems_with_hardware()
    {
        var corpus = RepositoryFiles.Reference("corpus");
        Assert.SkipWhen(corpus is null, "the corpus of foreign descriptors (shared/corpus beside the repository) is not here");
        int systems = 0, items = 0, disks = 0, files = 0;
        foreach (var path in Directory.EnumerateFiles(corpus!, "*.ovf", SearchOption.AllDirectories))
        {
            try
            {
                var envelope = OvfDescriptor.Parse(File.ReadAllBytes(path), path).Envelope;
                files += envelope.References?.Files.Count(static file => file.Href is not null) ?? 0;
                disks += envelope.DiskSection?.Disks.Count(static disk => disk.CapacityInBytes > 0) ?? 0;
                systems += envelope.VirtualSystems.Count;
                items += envelope.VirtualSystems.Sum(static system => system.Hardware.Count(static item => item.ResourceType is not null));
            }
            catch (InvalidContentException exception)
            {
                Assert.True(exception.Diagnostic.Location.Line > 0, exception.Message);
            }
        }
        Assert.True(systems > 150 && items > 700 && disks > 150 && files > 150, $"{systems} systems, {items} items, {disks} disks, {files} files");
    }
}
