using System.CommandLine.Parsing;

namespace Emblem.Cli.Terminal;

/// <summary>What a user typed to reach a verb, without the tool's own name: <c>train</c>, or <c>weights import</c>.</summary>
internal static class VerbPath
{
    /// <summary>Null for the tool itself.</summary>
    public static string? Of(CommandResult result)
    {
        var names = new Stack<string>();
        for (CommandResult? at = result; at?.Parent is not null; at = at.Parent as CommandResult)
            names.Push(at.Command.Name);
        return names.Count == 0 ? null : string.Join(' ', names);
    }
}
