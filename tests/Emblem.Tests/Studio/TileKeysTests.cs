using Emblem.Studio.Shell;

namespace Emblem.Tests.Studio;

/// <summary>Keys go through tiles as through a table, and never off it: 10 tiles in rows of 4.</summary>
public sealed class TileKeysTests
{
    [Theory]
    [InlineData("ArrowRight", 0, 1)]
    [InlineData("ArrowRight", 3, 4)]
    [InlineData("ArrowRight", 9, 9)]
    [InlineData("ArrowLeft", 0, 0)]
    [InlineData("ArrowLeft", 4, 3)]
    [InlineData("ArrowDown", 1, 5)]
    [InlineData("ArrowDown", 6, 9)]
    [InlineData("ArrowDown", 8, 8)]
    [InlineData("ArrowUp", 2, 2)]
    [InlineData("ArrowUp", 9, 5)]
    [InlineData("PageDown", 0, 8)]
    [InlineData("PageDown", 3, 9)]
    [InlineData("PageUp", 9, 1)]
    [InlineData("Home", 7, 0)]
    [InlineData("End", 2, 9)]
    [InlineData("a", 2, 2)]
    public void AKeyLeadsTo(string key, int from, int to) => Assert.Equal(to, TileKeys.From(key, from, columns: 4, count: 10, rows: 3));
}
