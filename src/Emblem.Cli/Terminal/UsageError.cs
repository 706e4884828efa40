using System.CommandLine;

namespace Emblem.Cli.Terminal;

/// <summary>What a command line that does not parse gets for an answer.</summary>
internal static class UsageError
{
    public static int Print(ParseResult parsed, string[] args, TextWriter standard, TextWriter error)
    {
        Command command = parsed.CommandResult.Command;
        string? verb = VerbPath.Of(parsed.CommandResult);
        string[] messages = verb is null ? RootMessages(parsed, command) : Messages(parsed);
        foreach (string message in messages)
            error.WriteLine(message);
        string path = verb is null ? "emblem" : $"emblem {verb}";
        error.WriteLine($"'{path} --help' lists what it takes.");

        // The line did not parse, so --json is looked for by hand.
        if (args.Contains(CommonOptions.Json.Name, StringComparer.Ordinal))
            standard.WriteLine(JsonResult.Write(verb, new { Error = string.Join(" ", messages) }));
        return ExitCode.BadUsage;
    }

    /// <summary>For a verb that several processes were started with.</summary>
    public static int PrintAlone(string verb, IReadOnlyList<string> together, TextWriter error)
    {
        error.WriteLine($"'emblem {verb}' is the work of one process; start it without mpirun. Several work together on: {string.Join(", ", together)}.");
        return ExitCode.BadUsage;
    }

    private static string[] Messages(ParseResult parsed) => [.. parsed.Errors.Select(e => e.Message).Distinct(StringComparer.Ordinal)];

    private static string[] RootMessages(ParseResult parsed, Command root)
    {
        if (parsed.UnmatchedTokens.Count == 0)
            return Messages(parsed);
        string verbs = string.Join(", ", root.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name));
        return [$"There is no verb '{parsed.UnmatchedTokens[0]}'; there are: {verbs}."];
    }
}
