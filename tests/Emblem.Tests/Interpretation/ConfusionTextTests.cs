using Emblem.Interpretation;

namespace Emblem.Tests.Interpretation;

public sealed class ConfusionTextTests
{
    [Fact]
    public void TwoClassesAreATableWithTheirNames() => Assert.Equal(
        """
        actual \ predicted  duke  unc
        duke                   2    1
        unc                    0    2
        """.ReplaceLineEndings(),
        new ConfusionMatrix(["duke", "unc"], [0, 0, 0, 1, 1], [0, 0, 1, 1, 1]).ToString());

    [Fact]
    public void OfAThousandClassesThoseWithTheMostMistakesAreShown()
    {
        string[] classes = [.. Enumerable.Range(0, 1000).Select(i => $"class {i:D3}")];
        int[] actual = [.. Enumerable.Range(0, 1000)];
        int[] predicted = [.. actual];
        predicted[700] = 701;
        predicted[702] = 701;

        string[] lines = new ConfusionMatrix(classes, actual, predicted).ToString().Split(Environment.NewLine);

        Assert.Equal(12, lines.Length);
        Assert.Contains("class 700  class 701  class 702", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("class 702", lines[^2], StringComparison.Ordinal);
        Assert.Equal("… and 990 more classes; these have the most mistakes. 2 of 1000 pictures are wrong.", lines[^1]);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 140));
    }

    [Fact]
    public void LongNamesAreCutAndMissingAnswersSaid()
    {
        string text = new ConfusionMatrix(["a", new string('b', 200)], [0, 1], [0, -1]).ToString();

        Assert.Contains($"{new string('b', 19)}…", text, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('b', 20), text, StringComparison.Ordinal);
        Assert.EndsWith("1 picture without an answer, in no column", text, StringComparison.Ordinal);
    }

    [Fact]
    public void MistakesPrintOneALine() => Assert.Equal(
        $"a taken for b: 2{Environment.NewLine}b taken for a: 1",
        new ConfusionMatrix(["a", "b"], [0, 0, 1], [1, 1, 0]).MostConfused().ToString());
}
