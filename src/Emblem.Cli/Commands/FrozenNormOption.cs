using System.CommandLine;
using Emblem.Cli.Terminal;
using Emblem.Models;

namespace Emblem.Cli.Commands;

/// <summary><c>--frozen-norm train|freeze|freeze-always</c>.</summary>
internal static class FrozenNormOption
{
    private const string Train = "train";
    private const string Freeze = "freeze";
    private const string FreezeAlways = "freeze-always";

    public static Option<string?> Create()
    {
        var option = new Option<string?>("--frozen-norm")
        {
            Description = "What batch norms do in frozen layers: train on, as in fast.ai, or freeze with their running statistics; "
                + "freeze-always: in layers that learn too. Default: the recipe's.",
            HelpName = $"{Train}|{Freeze}|{FreezeAlways}",
        };
        return option.AcceptOnly(Train, Freeze, FreezeAlways).In(HelpGroup.Recipe);
    }

    public static FrozenBatchNorm? Read(string? given) => given switch
    {
        Train => FrozenBatchNorm.Train,
        Freeze => FrozenBatchNorm.Freeze,
        FreezeAlways => FrozenBatchNorm.FreezeAlways,
        _ => null,
    };
}
