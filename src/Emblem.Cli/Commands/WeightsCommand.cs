using Emblem.Cli.Terminal;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem weights</c>: published weights, where they are and what a file holds.</summary>
internal static class WeightsCommand
{
    public static Verb Create()
    {
        var group = new Verb("weights", "Find, fetch and check weights to start training from.")
        {
            Examples =
            [
                "emblem weights list",
                "emblem weights fetch resnet34",
                "EMBLEM_WEIGHTS=/mnt/weights emblem train pictures --out run --weights resnet34     # a folder instead of the network",
            ],
        };
        group.Add(WeightsListCommand.Create());
        group.Add(WeightsPathCommand.Create());
        group.Add(WeightsFetchCommand.Create());
        group.Add(WeightsCheckCommand.Create());
        return group;
    }
}
