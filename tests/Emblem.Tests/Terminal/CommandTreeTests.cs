using System.CommandLine;
using Emblem.Cli;

namespace Emblem.Tests.Terminal;

/// <summary>Of the verbs only the one that a line begins with is made.</summary>
public sealed class CommandTreeTests
{
    [Fact]
    public void EachVerbIsFoundByItsOwnName()
    {
        Command whole = CommandTree.Create();

        foreach (Command verb in whole.Subcommands)
        {
            Command alone = Assert.Single(CommandTree.Create(verb.Name).Subcommands);
            Assert.Equal(verb.Name, alone.Name);
            Assert.Equal(verb.Options.Select(option => option.Name), alone.Options.Select(option => option.Name));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("--json")]
    [InlineData("predicts")]
    public void AllAreThereWhereTheLineBeginsWithNone(string? first) =>
        Assert.Equal(CommandTree.Create().Subcommands.Count, CommandTree.Create(first).Subcommands.Count);
}
