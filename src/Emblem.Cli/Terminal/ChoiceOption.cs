using System.CommandLine;

namespace Emblem.Cli.Terminal;

/// <summary>An option that takes one of a few words, and names itself and them when it gets something else.</summary>
internal static class ChoiceOption
{
    /// <summary>Refuses everything but the words; they are also what a shell completes.</summary>
    public static Option<T> AcceptOnly<T>(this Option<T> option, params IReadOnlyList<string> words)
    {
        option.CompletionSources.Add(words.ToArray());
        option.Validators.Add(result =>
        {
            foreach (string given in result.Tokens.Select(token => token.Value).Where(given => !words.Contains(given)))
                result.AddError($"{option.Name} takes {string.Join(", ", words.SkipLast(1))} or {words[^1]}, got '{given}'.");
        });
        return option;
    }
}
