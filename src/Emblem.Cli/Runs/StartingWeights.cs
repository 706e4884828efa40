using Emblem.Cli.Terminal;
using Emblem.Foundation;
using Emblem.Models;

namespace Emblem.Cli.Runs;

/// <summary>What <c>--weights</c> and <c>--arch</c> come to.</summary>
/// <param name="Architecture">Never undecided.</param>
/// <param name="Weights">Null for random ones.</param>
internal sealed record StartingWeights(Architecture Architecture, BodyWeights? Weights)
{
    /// <summary>Decides, and says in one line what is used. <c>auto</c> never fails and gives up on a silent network after 5 s.</summary>
    public static async Task<StartingWeights> ChooseAsync(string arch, string weights, CommandOutput output, CancellationToken stop)
    {
        Architecture? wanted = arch.Equals("auto", StringComparison.OrdinalIgnoreCase) ? null : Architectures.Find(arch);
        StartingWeights chosen = weights.ToLowerInvariant() switch
        {
            "none" => new StartingWeights(wanted ?? Architectures.ResNet18, null),
            "auto" => await AutomaticAsync(wanted, output, stop),
            "imagenet" => For(FindLocal(wanted, WeightsKind.ImageNet) ?? await FetchAsync(wanted, output, stop)),
            "marks" => For(FindLocal(wanted, WeightsKind.Marks) ?? throw new EmblemException(
                $"There are no marks weights on this machine. Expected {PretrainedWeights.FileName(wanted ?? Architectures.ResNet18, WeightsKind.Marks)} "
                + $"in the folder that {PretrainedWeights.FolderVariable} names.")),
            _ => For(PretrainedWeights.FromFile(weights, wanted)),
        };
        output.Line(chosen.Weights is { } found
            ? $"Weights: {chosen.Architecture}, pretrained ({found.Origin}, {found.Path})"
            : $"Weights: {chosen.Architecture}, random");
        return chosen;
    }

    private static StartingWeights For(BodyWeights found) => new(found.Architecture, found);

    private static async Task<StartingWeights> AutomaticAsync(Architecture? wanted, CommandOutput output, CancellationToken stop)
    {
        if (FindLocal(wanted, WeightsKind.ImageNet) is { } local)
            return For(local);
        try
        {
            return For(await FetchAsync(wanted, output, stop));
        }
        catch (EmblemException fault)
        {
            output.Detail(fault.Message);
        }

        if (FindLocal(wanted, WeightsKind.Marks) is { } marks)
            return For(marks);
        output.Warning(
            "no pretrained weights were found here or on the network: training starts from random ones, which needs more pictures and epochs. "
            + "See --weights in 'emblem train --help'.");
        return new StartingWeights(wanted ?? Architectures.ResNet18, null);
    }

    private static BodyWeights? FindLocal(Architecture? wanted, WeightsKind kind) => Candidates(wanted)
        .Select(architecture => PretrainedWeights.FindLocal(architecture, kind)).FirstOrDefault(found => found is not null);

    private static async Task<BodyWeights> FetchAsync(Architecture? wanted, CommandOutput output, CancellationToken stop)
    {
        using var download = new WeightsDownload();
        return await output.ProgressAsync("looking for weights", progress => download.FetchAsync(Candidates(wanted)[0], progress, stop));
    }

    /// <summary>With a free choice the notebook's ResNet-34 comes first.</summary>
    private static IReadOnlyList<Architecture> Candidates(Architecture? wanted) =>
        wanted is null ? [Architectures.ResNet34, Architectures.ResNet50, Architectures.ResNet18] : [wanted];
}
