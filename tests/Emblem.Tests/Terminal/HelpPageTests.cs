using System.CommandLine;
using Emblem.Cli;
using Emblem.Cli.Terminal;

namespace Emblem.Tests.Terminal;

/// <summary>The help of every verb, as a narrow terminal and a wide one get it.</summary>
public sealed class HelpPageTests
{
    public static TheoryData<string> Long => ["train", "build", "find-rate", "show", "quickstart"];

    public static TheoryData<string, int> Verbs
    {
        get
        {
            var verbs = new TheoryData<string, int>();
            foreach (string verb in CommandTree.Create().Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name))
            {
                verbs.Add(verb, 80);
                verbs.Add(verb, 40);
            }

            return verbs;
        }
    }

    [Theory]
    [MemberData(nameof(Long))]
    public void ALongVerbBeginsWithWhatMatters(string verb)
    {
        string[] few = [.. Options(Lines(verb, everything: false))];
        string[] all = [.. Options(Lines(verb, everything: true))];

        Assert.InRange(few.Length, 3, 12);
        Assert.True(all.Length > 12, string.Join(' ', all));
        Assert.Empty(few.Except(all));
        Assert.Contains(Lines(verb, everything: false), line => line.StartsWith($"'emblem {verb} --help all' shows the other {all.Length - few.Length}, in groups.", StringComparison.Ordinal));
    }

    [Fact]
    public void TheTenOfTrainAndTheGroupsOfAll()
    {
        Assert.Equal(
            ["--out RUN", "--valid DIR", "--arch NAME", "--weights CHOICE", "--size N", "--augment", "--recipe", "--epochs N", "--seed N", "--resume RUN"],
            Options(Lines("train", everything: false)).Select(line => line.StartsWith("--augment", StringComparison.Ordinal) ? "--augment" : line.StartsWith("--recipe", StringComparison.Ordinal) ? "--recipe" : line));
        Assert.Equal(
            ["Usage:", "Arguments:", "Data:", "Network:", "Recipe:", "Losses:", "Compute:", "Run:", "Of every verb:", "Examples:"],
            Lines("train", everything: true).Where(line => line.EndsWith(':') && line[0] != ' '));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void NoLineIsWiderThanTheTerminalButForWordsThatAre(string verb, int width)
    {
        string[] lines = [.. Lines(verb, everything: true, width).TakeWhile(line => line != "Examples:")];

        Assert.All(lines, line => Assert.True(line.Length <= width || line.Trim().Split(' ').Length <= 3, line));
        Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    /// <summary>Every option of every verb is somewhere in its help, one that says no group among those of the run.</summary>
    [Fact]
    public void AnOptionWithoutAGroupIsOfTheRun()
    {
        var command = new Command("many");
        foreach (int i in Enumerable.Range(0, 17))
            command.Add(new Option<int>($"--o{i}") { HelpName = "N", Description = "Does.", DefaultValueFactory = _ => i });
        command.Add(new Option<bool>("--plain") { Required = true }.In(HelpGroup.Network));
        var page = new HelpPage("emblem many", command, [], 80);

        Assert.Equal(["Usage:", "  emblem many --plain [options]", "", "Network:", "  --plain  Required.", "", "Run:", "  --o0 N   Does. Default: 0."], page.Lines(everything: true).Take(8));
        Assert.Contains("  --plain  Required.", page.Lines(everything: false));
    }

    [Fact]
    public void TextsGoOnBelowWhereTheyBegan()
    {
        string[] lines = [.. HelpRows.Lines([("--a N", "one two three four"), ("--a-name-that-is-far-too-long N", "five six")], 42)];

        Assert.Equal(["  --a N                       one two", "                              three four", "  --a-name-that-is-far-too-long N", "                              five six"], lines);
    }

    private static IEnumerable<string> Lines(string verb, bool everything, int width = 80)
    {
        Command root = CommandTree.Create();
        return new HelpPage($"emblem {verb}", root.Subcommands.First(known => known.Name == verb), [.. root.Options], width).Lines(everything);
    }

    private static IEnumerable<string> Options(IEnumerable<string> lines) =>
        lines.TakeWhile(line => line != "Of every verb:").Where(line => line.StartsWith("  --", StringComparison.Ordinal)).Select(line => line.Trim().Split("  ")[0]);
}
