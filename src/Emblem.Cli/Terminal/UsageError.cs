using System.CommandLine;

namespace Emblem.Cli.Terminal;

/// <summary>What a command line that does not parse gets for an answer.</summary>
internal static class UsageError
{
    public static int Print(ParseResult parsed, string[] args, TextWriter standard, TextWriter error)
    {
        Command command = parsed.CommandResult.Command;
        string[] messages = Messages(parsed, command);
        foreach (string message in messages)
            error.WriteLine(message);
        string path = command is RootCommand ? "emblem" : $"emblem {command.Name}";
        error.WriteLine($"'{path} --help' lists what it takes.");

        // The line did not parse, so --json is looked for by hand.
        if (args.Contains(CommonOptions.Json.Name, StringComparer.Ordinal))
        {
            string? verb = command is RootCommand ? null : command.Name;
            standard.WriteLine(JsonResult.Write(verb, new { Error = string.Join(" ", messages) }));
        }

        return ExitCode.BadUsage;
    }

    private static string[] Messages(ParseResult parsed, Command command)
    {
        if (command is not RootCommand || parsed.UnmatchedTokens.Count == 0)
            return [.. parsed.Errors.Select(e => e.Message).Distinct(StringComparer.Ordinal)];
        string verbs = string.Join(", ", command.Subcommands.Select(verb => verb.Name));
        return [$"There is no verb '{parsed.UnmatchedTokens[0]}'; there are: {verbs}."];
    }
}
