using Emblem.Cli.Terminal;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem weights</c>: files of weights, its verbs one a file.</summary>
internal static class WeightsCommand
{
    public static Verb Create() => new("weights", "Weights of networks: make a model of what another program saved.")
    {
        WeightsImportCommand.Create(),
    };
}
