using System.CommandLine;

namespace Emblem.Cli.Terminal;

/// <summary>The options that every verb takes, before or after its own.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one machine-readable JSON object on standard output and nothing else there.",
        Recursive = true,
    };

    public static Option<bool> Verbose { get; } = new("--verbose", "-v")
    {
        Description = "Print details, and the stack trace of an error.",
        Recursive = true,
    };
}
