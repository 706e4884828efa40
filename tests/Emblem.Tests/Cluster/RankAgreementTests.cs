using Emblem.Cluster;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Cluster;

public sealed class RankAgreementTests
{
    [Fact]
    public void WhatIsTheSameOnAllRanksPasses() =>
        ThreadRanks.Run(3, ranks => RankAgreement.Require(ranks, "options", ["batch_size = 8", "seed = 1"]));

    [Theory]
    [InlineData("batch_size = 16,seed = 1", "has other options than rank 0", "batch_size = 16, and on rank 0 batch_size = 8")]
    [InlineData("seed = 1", "has other options", "it lacks batch_size = 8")]
    [InlineData("batch_size = 8,seed = 1,flip = true", "has other options", "it has flip = true, which rank 0 lacks")]
    [InlineData("seed = 1,batch_size = 8", "has other options", "the same in another order")]
    public void WhatDiffersIsNamedOnEveryRank(string lines, params string[] said)
    {
        Exception?[] faults = ThreadRanks.Faults(4, ranks => RankAgreement.Require(ranks, "options", ranks.Rank == 2 ? lines.Split(',') : ["batch_size = 8", "seed = 1"]));

        Assert.All(faults, fault => Assert.Contains($"Rank 2 on {Environment.MachineName} ", Assert.IsType<EmblemException>(fault).Message, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.All(said, words => Assert.Contains(words, fault!.Message, StringComparison.Ordinal)));
    }
}
