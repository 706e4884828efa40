using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Emblem.Cli.Terminal;

/// <summary>The usual help, followed by the verb's examples.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _standard = new();

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        _standard.Invoke(parseResult);
        TextWriter writer = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is Verb { Examples.Count: > 0 } verb)
        {
            writer.WriteLine("Examples:");
            foreach (string example in verb.Examples)
                writer.WriteLine($"  {example}");
            writer.WriteLine();
        }
        else if (parseResult.CommandResult.Parent is null)
        {
            writer.WriteLine("'emblem VERB --help' explains a verb. Start with: emblem quickstart");
            writer.WriteLine();
        }

        return ExitCode.Done;
    }
}
