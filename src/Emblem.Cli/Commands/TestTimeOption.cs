using System.CommandLine;
using Emblem.Augmentation;
using Emblem.Cli.Terminal;

namespace Emblem.Cli.Commands;

/// <summary><c>--tta none|flip|fastai|five-crop</c>.</summary>
internal static class TestTimeOption
{
    private const string None = "none";
    private const string Flip = "flip";
    private const string FastAi = "fastai";
    private const string FiveCrop = "five-crop";

    public static Option<string> Create()
    {
        var option = new Option<string>("--tta")
        {
            Description = "Average each answer over views: mirrored (2), fast.ai's TTA (9), or centre and corners (5). Slower by their number.",
            HelpName = $"{None}|{Flip}|{FastAi}|{FiveCrop}",
            DefaultValueFactory = _ => None,
        };
        return option.AcceptOnly(None, Flip, FastAi, FiveCrop);
    }

    public static TestTimeAugmentation Read(string given) => given switch
    {
        Flip => TestTimeAugmentation.Flip,
        FastAi => TestTimeAugmentation.FastAi(),
        FiveCrop => TestTimeAugmentation.FiveCrop,
        _ => TestTimeAugmentation.None,
    };
}
