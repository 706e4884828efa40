namespace Emblem.Tests.House;

/// <summary>Folders are the architecture: a type uses its own rank or a lower one.</summary>
public sealed class RankTests
{
    private static readonly Dictionary<string, int> Ranks = new()
    {
        ["Foundation"] = 0,
        ["Cluster"] = 1,
        ["Tables"] = 1,
        ["Imaging"] = 1,
        ["Folders"] = 1,
        ["ModelFiles"] = 1,
        ["Compute"] = 2,
        ["Acquisition"] = 2,
        ["Augmentation"] = 3,
        ["Duplicates"] = 3,
        ["Data"] = 4,
        ["Models"] = 5,
        ["Training"] = 6,
        ["Health"] = 5,
        ["Interpretation"] = 7,
        ["Export"] = 8,
        ["Reporting"] = 9,
        ["Hosting"] = 9,
        ["Diagnosis"] = 10,
        ["Runs"] = 10,
        ["Serving"] = 11,
        ["Projects"] = 11,
        ["Predict"] = 12,
        ["Studio"] = 12,
        ["Cli"] = 13,
    };

    [Fact]
    public void NothingPointsUpwards() => Assert.Empty(
        new RankChecker("Emblem", Ranks).Check(
            Assembly("Emblem.Core"), Assembly("Emblem.Inference"), Assembly("Emblem"), Assembly("Emblem.Serving"), Assembly("Emblem.Studio"), Assembly("Emblem.Cli"), Assembly("emblem-predict")));

    [Theory]
    [InlineData(nameof(Planted.Foundation.UsesInACall))]
    [InlineData(nameof(Planted.Foundation.UsesInAField))]
    [InlineData(nameof(Planted.Foundation.UsesInAClosure))]
    [InlineData(nameof(Planted.Foundation.UsesAsTypeArgument))]
    public void FindsAPlantedViolationAndNamesBothTypes(string name)
    {
        IReadOnlyList<string> found = new RankChecker("Emblem.Tests.House.Planted", Ranks).Check(Assembly("Emblem.Tests"));

        Assert.Contains(found, sentence => sentence.Contains($"Foundation.{name} ", StringComparison.Ordinal)
            && sentence.Contains("Training.HigherType ", StringComparison.Ordinal));
        Assert.DoesNotContain(found, sentence => sentence.Contains("UsesItsOwnRank", StringComparison.Ordinal));
    }

    [Fact]
    public void FindsAFolderWithoutARank() => Assert.Contains(
        new RankChecker("Emblem.Tests.House", Ranks).Check(Assembly("Emblem.Tests")),
        sentence => sentence.Contains("no rank", StringComparison.Ordinal));

    private static string Assembly(string name) => Path.Combine(AppContext.BaseDirectory, $"{name}.dll");
}
