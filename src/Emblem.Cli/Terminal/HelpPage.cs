using System.CommandLine;

namespace Emblem.Cli.Terminal;

/// <summary>The help of one verb, line by line. A verb with many options begins with those that matter first, and says how to see all.</summary>
/// <param name="path">What a user types to reach the verb, <c>emblem train</c>.</param>
/// <param name="command">The verb.</param>
/// <param name="shared">The options that every verb takes.</param>
/// <param name="width">Columns, that of the terminal.</param>
internal sealed class HelpPage(string path, Command command, IReadOnlyList<Option> shared, int width)
{
    /// <summary>What follows <c>--help</c> to see every option.</summary>
    public const string All = "all";

    // More in one list nobody reads.
    private const int Longest = 12;

    private readonly Option[] _options = [.. command.Options.Where(option => !option.Hidden).Except(shared)];

    /// <summary>The lines.</summary>
    /// <param name="everything">Every option, in groups, and not only those that matter first.</param>
    public IEnumerable<string> Lines(bool everything)
    {
        IEnumerable<string>[] parts =
        [
            HelpRows.Wrap(command.Description ?? "", 0, width),
            ["Usage:", .. HelpRows.Wrap(Usage, 2, width)],
            Rows("Arguments:", [.. command.Arguments.Select(argument => (argument.Name, argument.Description ?? ""))]),
            Rows("Verbs:", [.. command.Subcommands.Where(verb => !verb.Hidden).Select(verb => (verb.Name, verb.Description ?? ""))]),
            .. Options(everything),
            Rows("Of every verb:", shared),
            command is Verb { Examples.Count: > 0 } verb ? ["Examples:", .. verb.Examples.Select(example => $"  {example}")] : [],
        ];
        return parts.Select(part => part.ToArray()).Where(part => part.Length > 0).SelectMany(part => (string[])[.. part, ""]);
    }

    private string Usage => string.Join(' ',
    [
        path,
        .. command.Arguments.Select(argument => $"{(argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : argument.Name)}{(argument.Arity.MaximumNumberOfValues > 1 ? "…" : "")}"),
        .. command.Subcommands.Any(verb => !verb.Hidden) ? (string[])["VERB"] : [],
        .. _options.Where(option => option.Required).Select(HelpRows.Name),
        "[options]",
    ]);

    private IEnumerable<IEnumerable<string>> Options(bool everything)
    {
        Option[] first = [.. _options.Where(option => option.Required || OptionPlace.Of(option).IsFirst)];
        if (_options.Length <= Longest)
            return [Rows("Options:", _options)];
        if (everything)
            return _options.GroupBy(option => OptionPlace.Of(option).Group).OrderBy(group => group.Key).Select(group => Rows($"{group.Key}:", [.. group]));
        return
        [
            Rows("Options that matter first:", first),
            HelpRows.Wrap($"'{path} --help {All}' shows the other {_options.Length - first.Length}, in groups.", 0, width),
        ];
    }

    private IEnumerable<string> Rows(string heading, IReadOnlyList<Option> options) =>
        Rows(heading, [.. options.Select(option => (HelpRows.Name(option), HelpRows.Text(option)))]);

    private IEnumerable<string> Rows(string heading, IReadOnlyList<(string Name, string Text)> rows) =>
        rows.Count == 0 ? [] : [heading, .. HelpRows.Lines(rows, width)];
}
