using System.CommandLine;
using Emblem.Foundation;

namespace Emblem.Cli.Terminal;

/// <summary>Options that name a picture which a verb draws: PNG, and what has another ending is refused before the work.</summary>
internal static class PictureFile
{
    private const string Ending = ".png";

    /// <summary>The option, which accepts names that end with <c>.png</c> or have no ending.</summary>
    public static Option<T> DrawsPng<T>(this Option<T> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && Path.GetExtension(result.Tokens[0].Value) is { Length: > 0 } ending && !ending.Equals(Ending, StringComparison.OrdinalIgnoreCase))
                result.AddError($"{option.Name} draws a PNG picture: name a file that ends with {Ending}, got '{result.Tokens[0].Value}'.");
        });
        return option;
    }

    /// <summary>Asks before the work whether a result can be written there, if one is wanted.</summary>
    /// <exception cref="EmblemException">It cannot.</exception>
    public static void RequireWritable(string? path)
    {
        if (path is not null)
            WritablePlace.RequireFile(path);
    }
}
