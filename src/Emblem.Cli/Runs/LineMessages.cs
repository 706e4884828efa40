using Emblem.Cli.Terminal;

namespace Emblem.Cli.Runs;

/// <summary>Prints a learner's messages at once; the framework's own progress class would print them later, out of order.</summary>
internal sealed class LineMessages(CommandOutput output) : IProgress<string>
{
    public void Report(string value) => output.Line(value);
}
