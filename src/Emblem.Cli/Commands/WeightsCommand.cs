using Emblem.Cli.Terminal;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem weights</c>: published weights, where they are, what a file holds, and models of what other programs saved.</summary>
internal static class WeightsCommand
{
    public static Verb Create()
    {
        var group = new Verb("weights", "Find, fetch and check weights to start training from, and make models of what other programs saved.")
        {
            Examples =
            [
                "emblem weights list",
                "emblem weights fetch resnet34",
                "emblem weights import export.pth --classes duke,unc",
                "EMBLEM_WEIGHTS=/mnt/weights emblem train pictures --out run --weights resnet34     # a folder instead of the network",
            ],
        };
        group.Add(WeightsListCommand.Create());
        group.Add(WeightsPathCommand.Create());
        group.Add(WeightsFetchCommand.Create());
        group.Add(WeightsCheckCommand.Create());
        group.Add(WeightsImportCommand.Create());
        return group;
    }
}
