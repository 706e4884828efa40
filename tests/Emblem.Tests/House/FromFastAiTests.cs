using System.CommandLine;
using System.Text.RegularExpressions;
using Emblem.Cli;

namespace Emblem.Tests.House;

/// <summary>What the documentation calls a counterpart of fast.ai's is there: lines of C# in programs that are compiled, options in the command's help.</summary>
public sealed partial class FromFastAiTests
{
    private static readonly string Root = SourceTree.Root;
    private static readonly HashSet<string> All = [.. Below(CommandTree.Create()).SelectMany(verb => verb.Options).Select(option => option.Name)];

    public static TheoryData<string> Rows => [.. File.ReadLines(Path.Combine(Root, "docs", "from-fastai.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| fast.ai", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void EachLineOfCSharpIsCompiled(string row)
    {
        string programs = string.Concat(((string[])["Notebook.cs", "FromFastAi.cs"]).Select(name => File.ReadAllText(Path.Combine(Root, "samples", name))));
        string[] cells = row.Split(" | ");

        Assert.Equal(3, cells.Length);
        foreach (string code in Quoted().Matches(cells[2]).Select(match => match.Groups[1].Value).Where(code => code.Contains('(', StringComparison.Ordinal) || code.Contains('=', StringComparison.Ordinal)))
            Assert.Contains(code, programs, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void EachOptionIsTheCommands(string row)
    {
        foreach (string option in Options().Matches(row.Split(" | ")[1]).Select(match => match.Value))
            Assert.Contains(option, All);
    }

    /// <summary>The documentation of the notebook has the cells of the program, in its order; CI compares what running it prints.</summary>
    [Fact]
    public void EachCellOfTheNotebookIsShown()
    {
        string program = File.ReadAllText(Path.Combine(Root, "samples", "Notebook.cs"));
        string[] shown = [.. File.ReadLines(Path.Combine(Root, "docs", "notebook.md")).Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[4..^1])];
        string[] cells = [.. Cells().Matches(program).Select(match => match.Groups[1].Value)];

        Assert.True(cells.Length > 35, $"{cells.Length}");
        Assert.All(cells, cell => Assert.Contains(cell.Replace("{suffix}", "", StringComparison.Ordinal), shown));
        Assert.All(shown, heading => Assert.Contains(cells, cell => cell == heading || cell.Replace("{suffix}", "", StringComparison.Ordinal) == heading.Replace("_50", "", StringComparison.Ordinal)));
    }

    private static IEnumerable<Command> Below(Command verb) => verb.Subcommands.SelectMany(Below).Prepend(verb);

    [GeneratedRegex(@"Cell\(\$?""(.+)""\);")]
    private static partial Regex Cells();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("--[a-z][a-z-]+")]
    private static partial Regex Options();
}
