using System.Globalization;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Cluster;

/// <summary>The network of fast.ai's trajectories, trained for 30 batches by processes that mpirun starts: losses of one process, and equal runs bit for bit.</summary>
public sealed class TrajectoryByRanksTests
{
    private const string Program = "Emblem.RankedTraining.dll";

    [Fact]
    public async Task OneTwoAndFourRanksHaveTheSameLosses()
    {
        string[] alone = await TrainAsync(1);
        string[] two = await TrainAsync(2);
        string[] again = await TrainAsync(2);
        string[] four = await TrainAsync(4);

        Assert.Equal(30, Losses(alone).Length);
        AssertClose(Losses(alone), Losses(two));
        AssertClose(Losses(alone), Losses(four));
        Assert.Equal(two, again);
        Assert.Equal(2, Weights(two).Length);
        Assert.Single(Weights(two).Distinct());
        Assert.Equal(4, Weights(four).Length);
        Assert.Single(Weights(four).Distinct());
    }

    private static async Task<string[]> TrainAsync(int ranks) =>
        [.. (await EmblemProcess.RunAsync(new EmblemProcessOptions { Program = Program, Ranks = ranks })).Expect(0).Output.Split('\n').Where(line => line.Length > 0)];

    private static double[] Losses(string[] lines) => [.. lines.Where(line => line.Contains("loss ", StringComparison.Ordinal)).Select(line => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture))];

    private static string[] Weights(string[] lines) => [.. lines.Where(line => line.StartsWith("weights ", StringComparison.Ordinal))];

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second) / pair.First, 0, 1e-5));
    }
}
