using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Emblem.Cli.Terminal;

/// <summary>An option that takes a number within bounds, and says which when it gets something else.</summary>
internal static class NumberOption
{
    /// <summary>Creates the option; add <see cref="Option{T}.DefaultValueFactory"/> where it has a default.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="description">One line for the help.</param>
    /// <param name="low">The smallest number that is accepted.</param>
    /// <param name="high">The largest.</param>
    public static Option<T> Create<T>(string name, string description, T low, T high)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result => Parse(result, name, low, high),
        };

    /// <summary>
    /// Creates an option that may be given without its number, for the usual one, and has no value when it is not given at all.
    /// </summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="description">One line for the help; the usual number is added.</param>
    /// <param name="kind">What the number is, in the help: one word in capitals.</param>
    /// <param name="usual">The number when none is given.</param>
    /// <param name="low">The smallest number that is accepted.</param>
    /// <param name="high">The largest.</param>
    public static Option<T?> CreateOptional<T>(string name, string description, string kind, T usual, T low, T high)
        where T : struct, INumber<T> => new(name)
        {
            Description = $"{description} {kind} is {usual.ToString(null, CultureInfo.InvariantCulture)} when left out.",
            HelpName = kind,
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result => result.Tokens.Count == 0 ? usual : Parse(result, name, low, high),
        };

    private static T Parse<T>(ArgumentResult result, string name, T low, T high)
        where T : struct, INumber<T>
    {
        string given = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
        if (T.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out T number) && number >= low && number <= high)
            return number;
        string kind = T.TryParse("0.5", NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? "a number" : "a whole number";
        string bounds = $"from {low.ToString(null, CultureInfo.InvariantCulture)} to {high.ToString(null, CultureInfo.InvariantCulture)}";
        result.AddError($"{name} takes {kind} {bounds}, got '{given}'.");
        return low;
    }
}
