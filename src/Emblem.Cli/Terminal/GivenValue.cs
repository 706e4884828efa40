using System.CommandLine;
using System.CommandLine.Parsing;

namespace Emblem.Cli.Terminal;

/// <summary>Tells what was asked for from what was not: the library settles the rest.</summary>
internal static class GivenValue
{
    /// <summary>The number that an option was given; null when it was not given, or the verb has no such option.</summary>
    public static T? Given<T>(this ParseResult parsed, Option<T> option)
        where T : struct => Of<T>(parsed.GetResult(option));

    /// <summary>The same while a command line is checked.</summary>
    public static T? Given<T>(this SymbolResult result, Option<T> option)
        where T : struct => Of<T>(result.GetResult(option));

    private static T? Of<T>(OptionResult? found)
        where T : struct => found is { Implicit: false } ? found.GetValueOrDefault<T>() : null;
}
