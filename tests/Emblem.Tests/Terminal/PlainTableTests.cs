using Emblem.Cli.Terminal;

namespace Emblem.Tests.Terminal;

public sealed class PlainTableTests
{
    [Fact]
    public void OneVeryLongNamePadsNoOtherRow()
    {
        string name = new('x', 200);

        string[] lines = [.. PlainTable.Lines(["picture", "probability"], [["a/000.jpg", "0.5"], [name, "0.25"], ["b.jpg", "1"]])];

        Assert.Equal(["picture    probability", "---------  -----------", "a/000.jpg          0.5", $"{name}         0.25", "b.jpg                1"], lines);
    }

    [Fact]
    public void UsualNamesDecideTheWidth() =>
        Assert.Equal(["name", "----", "anna"], PlainTable.Lines(["name"], [["anna"]]));

    [Fact]
    public void WhereAllNamesAreLongTheyStayInLine()
    {
        string[] names = [new('x', 60), new('y', 80), new('z', 70)];

        Assert.All(PlainTable.Lines(["picture", "n"], [.. names.Select(name => (string[])[name, "7"])]).Skip(2), line => Assert.Equal(83, line.Length));
    }
}
