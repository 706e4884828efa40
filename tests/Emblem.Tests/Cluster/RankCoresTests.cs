using Emblem.Cluster;

namespace Emblem.Tests.Cluster;

public sealed class RankCoresTests
{
    [Theory]
    [InlineData("nothing is bound, and they share all", "0-7", "0-7", "0-7", "0-7", 8, 2)]
    [InlineData("a core each", "0", "1", "2", "3", 1, 1)]
    [InlineData("four cores each are each one's own", "0-3", "4-7", "8-11", "12-15", 4, 4)]
    [InlineData("two to a socket", "0-7", "0-7", "8-15", "8-15", 8, 4)]
    [InlineData("lists with gaps", "0-1,4", "0-1,4", "9", "10", 3, 1)]
    [InlineData("more ranks than cores", "0", "0", "0", "0", 1, 1)]
    [InlineData("nobody says", "", "", "", "", 8, 2)]
    public void TheFirstOfFourOnOneMachine(string why, string first, string second, string third, string fourth, int processors, int expected)
    {
        double share = RankCores.ShareOf(["here", "here", "here", "here"], [first, second, third, fourth], 0);

        Assert.True(expected == RankCores.Of(share, processors), why);
    }

    [Fact]
    public void OtherMachinesTakeNothing() => Assert.Equal(8, RankCores.Of(RankCores.ShareOf(["a", "b", "b"], ["0-7", "0-7", "0-7"], 0), 8));

    [Fact]
    public void ThreeOnThreeCoresHaveOneEach() => Assert.Equal(1, RankCores.Of(RankCores.ShareOf(["a", "a", "a"], ["0-2", "0-2", "0-2"], 1), 3));

    [Fact]
    public void ThisProcessKnowsWhatItMayUse() => Assert.Matches("^[0-9,-]+$", RankCores.OfThisProcess());
}
