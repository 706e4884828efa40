using System.CommandLine;
using Emblem.Cli.Terminal;
using Emblem.Interpretation;

namespace Emblem.Cli.Commands;

/// <summary><c>--heatmap-detail usual|fine|finest</c>.</summary>
internal static class HeatmapDetailOption
{
    private const string Usual = "usual";
    private const string Fine = "fine";
    private const string Finest = "finest";

    public static Option<string> Create()
    {
        var option = new Option<string>("--heatmap-detail")
        {
            Description = "How fine --out draws the evidence: Grad-CAM as in fast.ai, or HiResCAM with twice and four times as many places a side, which shows small things and less of what they are.",
            HelpName = $"{Usual}|{Fine}|{Finest}",
            DefaultValueFactory = _ => Usual,
        };
        return option.AcceptOnly(Usual, Fine, Finest);
    }

    public static HeatmapDetail Read(string given) => given switch
    {
        Fine => HeatmapDetail.Fine,
        Finest => HeatmapDetail.Finest,
        _ => HeatmapDetail.Usual,
    };
}
