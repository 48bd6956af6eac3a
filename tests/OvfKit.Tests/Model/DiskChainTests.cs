using OvfKit.Diagnostics;
using OvfKit.Model;
using static OvfKit.Tests.Model.MeaningSample;

namespace OvfKit.Tests.Model;

public sealed class DiskChainTests
{
    private static DiskSection Disks(params string[] attributes) =>
        Envelope($"<DiskSection><Info/>{string.Concat(attributes.Select(static one => $"<Disk {one}/>"))}</DiskSection>", "<VirtualSystem ovf:id='vm'><Info/></VirtualSystem>").DiskSection!;

    [Fact]
    public void A_chain_runs_from_the_top_to_the_bottom()
    {
        var section = Disks("ovf:diskId='base'", "ovf:diskId='top' ovf:parentRef='middle'", "ovf:diskId='middle' ovf:parentRef='base'");

        var chain = DiskChain.Of(section.Disks[1]);

        Assert.True(chain.IsComplete);
        Assert.Equal(["top", "middle", "base"], chain.Disks.Select(static disk => disk.DiskId));
        Assert.Equal(["base"], DiskChain.Of(section.Disks[0]).Disks.Select(static disk => disk.DiskId));
    }

    [Theory]
    [InlineData("ovf:diskId='a' ovf:parentRef='a'", "", 1), InlineData("ovf:diskId='a' ovf:parentRef='b'", "ovf:diskId='b' ovf:parentRef='a'", 2)]
    public void OVF2955_is_a_chain_that_comes_back(string first, string second, int length)
    {
        var bag = new DiagnosticBag();

        var chain = DiskChain.Of(Disks(first, second).Disks[0], bag);

        Assert.Same(ResolutionDiagnostics.DiskCycle, chain.Problem!.Descriptor);
        Assert.Same(chain.Problem, Assert.Single(bag));
        Assert.Equal(length, chain.Disks.Count);
        Assert.True(chain.Problem.Location.Line > 0);
    }

    [Fact]
    public void OVF2956_is_a_parent_that_is_not_there()
    {
        var chain = DiskChain.Of(Disks("ovf:diskId='a' ovf:parentRef='gone'").Disks[0]);

        Assert.Same(ResolutionDiagnostics.DiskParentMissing, chain.Problem!.Descriptor);
        Assert.Single(chain.Disks);
        Assert.Same(ResolutionDiagnostics.DiskParentMissing, DiskChain.Of(new VirtualDisk { ParentRef = "x" }).Problem!.Descriptor);
    }
}
