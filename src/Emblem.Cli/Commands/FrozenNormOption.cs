using System.CommandLine;
using Emblem.Models;

namespace Emblem.Cli.Commands;

/// <summary><c>--frozen-norm train|freeze</c>.</summary>
internal static class FrozenNormOption
{
    private const string Train = "train";
    private const string Freeze = "freeze";

    public static Option<string> Create()
    {
        var option = new Option<string>("--frozen-norm")
        {
            Description = "What batch norms do in frozen layers: train on, as in fast.ai, or freeze with their running statistics.",
            HelpName = $"{Train}|{Freeze}",
            DefaultValueFactory = _ => Train,
        };
        return option.AcceptOnlyFromAmong(Train, Freeze);
    }

    public static FrozenBatchNorm Read(string given) => given == Freeze ? FrozenBatchNorm.Freeze : FrozenBatchNorm.Train;
}
