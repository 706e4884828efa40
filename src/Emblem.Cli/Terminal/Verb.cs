using System.CommandLine;

namespace Emblem.Cli.Terminal;

/// <summary>One verb of the command: a command with examples in its help, whose errors all end the same way.</summary>
internal sealed class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Whole command lines, printed at the end of the verb's <c>--help</c>.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>
    /// Says what the verb does. Returning means done; an <see cref="Foundation.EmblemException"/> means failed, its message being
    /// what the user reads.
    /// </summary>
    public void Runs(Func<ParseResult, CommandOutput, CancellationToken, Task> action) => SetAction((parsed, stop) =>
    {
        var output = CommandOutput.For(parsed);
        return CommandRun.ToExitCodeAsync(() => action(parsed, output, stop), output, stop);
    });
}
