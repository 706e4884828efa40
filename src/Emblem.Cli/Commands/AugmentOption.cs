using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;

namespace Emblem.Cli.Commands;

/// <summary><c>--augment standard|none|web|randaugment</c>.</summary>
internal static class AugmentOption
{
    private static readonly string[] Names = [.. Enum.GetNames<AugmentPreset>().Select(name => name.ToLowerInvariant())];

    public static Option<string> Create()
    {
        var option = new Option<string>("--augment")
        {
            Description = "Random changes of training pictures: fast.ai's, none, a set for pictures from the web, or RandAugment.",
            HelpName = string.Join('|', Names),
            DefaultValueFactory = _ => Names[0],
        };
        return option.AcceptOnly(Names);
    }

    public static AugmentPreset Read(string given) => (AugmentPreset)Array.IndexOf(Names, given);
}
