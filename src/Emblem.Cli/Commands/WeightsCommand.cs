using Emblem.Cli.Terminal;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem weights</c>: published weights, where they are and what a file holds.</summary>
internal static class WeightsCommand
{
    public static Verb Create() => new("weights", "Find, fetch and check weights to start training from.")
    {
        WeightsListCommand.Create(),
        WeightsPathCommand.Create(),
        WeightsFetchCommand.Create(),
        WeightsCheckCommand.Create(),
    };
}
