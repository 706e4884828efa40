using System.CommandLine.Parsing;

namespace Emblem.Cli.Terminal;

/// <summary>What was typed to come to a verb, below the command's own name: <c>train</c>, or <c>weights fetch</c>.</summary>
internal static class CommandPath
{
    /// <summary>Null for the command itself.</summary>
    public static string? Of(CommandResult verb)
    {
        if (verb.Parent is not CommandResult parent)
            return null;
        string? above = Of(parent);
        return above is null ? verb.Command.Name : $"{above} {verb.Command.Name}";
    }
}
