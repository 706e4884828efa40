using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;

namespace Emblem.Cli.Terminal;

/// <summary><c>--help</c>, and <c>--help all</c> for every option of a verb with many.</summary>
internal sealed class ShowHelp : SynchronousCommandLineAction
{
    // Of a pipe or file nobody knows the width; so wide is the narrowest that is usual.
    private const int UsualWidth = 80;
    private const int NarrowestWidth = 40;
    private const int WidestWidth = 120;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Command command = parseResult.CommandResult.Command;
        string? verb = VerbPath.Of(parseResult.CommandResult);
        var page = new HelpPage(
            verb is null ? "emblem" : $"emblem {verb}",
            command,
            [.. parseResult.RootCommandResult.Command.Options],
            Width());
        TextWriter writer = parseResult.InvocationConfiguration.Output;
        foreach (string line in page.Lines(AsksForAll(parseResult)))
            writer.WriteLine(line);
        if (verb is null)
            writer.WriteLine("'emblem VERB --help' explains a verb. Start with: emblem quickstart\n");
        return ExitCode.Done;
    }

    /// <summary>The word is no option's value, so that <c>emblem train --help pictures</c> stays a question about train.</summary>
    private static bool AsksForAll(ParseResult parsed)
    {
        string[] words = [.. parsed.Tokens.Select(token => token.Value)];
        return words.Zip(words.Skip(1)).Any(pair => pair is { First: "--help" or "-h" or "-?" or "/h" or "/?", Second: HelpPage.All });
    }

    private static int Width() => Math.Clamp(
        !Console.IsOutputRedirected ? Console.WindowWidth
        : int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int columns) ? columns
        : UsualWidth,
        NarrowestWidth,
        WidestWidth);
}
