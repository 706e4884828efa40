using System.CommandLine;
using Emblem.Cli.Terminal;
using Emblem.Reporting;

namespace Emblem.Cli.Commands;

/// <summary><c>--heatmaps both|actual</c>.</summary>
internal static class HeatmapsOption
{
    private const string Both = "both";
    private const string Actual = "actual";

    public static Option<string> Create()
    {
        var option = new Option<string>("--heatmaps")
        {
            Description = "What --out draws over the hardest pictures: of mistakes the evidence for the predicted class beside the actual one's, or the actual class's alone, as in fast.ai.",
            HelpName = $"{Both}|{Actual}",
            DefaultValueFactory = _ => Both,
        };
        return option.AcceptOnly(Both, Actual);
    }

    public static HeatmapClasses Read(string given) => given == Actual ? HeatmapClasses.Actual : HeatmapClasses.PredictedAndActual;
}
