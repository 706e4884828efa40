using Emblem.Cli;

namespace Emblem.Tests.Commands;

public sealed class InterpretCommandTests
{
    [Theory]
    [InlineData("interpret run --heatmaps actual", 1)]
    [InlineData("interpret run --heatmaps actual --out drawn", 0)]
    [InlineData("interpret run", 0)]
    [InlineData("interpret run --on folds", 0)]
    [InlineData("interpret run --on pictures/test --json", 0)]
    public void WhoseHeatmapsIsAskedOnlyWhereSomethingIsDrawn(string line, int errors) => Assert.Equal(errors, CommandTree.Create().Parse(line).Errors.Count);
}
