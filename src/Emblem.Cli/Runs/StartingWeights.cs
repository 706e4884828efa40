using Emblem.Cli.Terminal;
using Emblem.Foundation;
using Emblem.Models;

namespace Emblem.Cli.Runs;

/// <summary>What <c>--weights</c> and <c>--arch</c> come to.</summary>
/// <param name="Architecture">Never undecided.</param>
/// <param name="Weights">Null for random ones.</param>
internal sealed record StartingWeights(Architecture Architecture, BodyWeights? Weights)
{
    // auto asks for a convenience, so it neither waits nor tries long: a machine without a network starts training after this.
    private static readonly TimeSpan AutomaticPatience = TimeSpan.FromSeconds(5);

    /// <summary>Decides, and says in one line what is used. <c>auto</c> never fails and gives up on a silent network after 5 s.</summary>
    public static async Task<StartingWeights> ChooseAsync(string arch, string weights, CommandOutput output, CancellationToken stop)
    {
        Architecture? wanted = arch.Equals("auto", StringComparison.OrdinalIgnoreCase) ? null : Architectures.Find(arch);
        StartingWeights chosen = weights.ToLowerInvariant() switch
        {
            "none" => new StartingWeights(wanted ?? Architectures.ResNet18, null),
            "auto" => await AutomaticAsync(wanted, output, stop),
            "imagenet" => For(Find(wanted, WeightsKind.ImageNet) ?? await FetchAsync(Published(Candidates(wanted)[0]), new(), output, stop)),
            "marks" => For(Find(wanted, WeightsKind.Marks) ?? throw new EmblemException(
                $"There are no marks weights on this machine. Expected {PretrainedWeights.FileName(wanted ?? Architectures.ResNet18, WeightsKind.Marks)} "
                + $"in the folder that {PretrainedWeights.FolderVariable} names.")),
            _ when BoxedWeights.IsCalled(weights) => For(Boxed(wanted)),
            _ => PublishedWeights.TryFind(weights) is { } named
                ? For(await NamedAsync(named, wanted, output, stop))
                : For(PretrainedWeights.FromFile(weights, wanted)),
        };
        output.Line(chosen.Weights is { } found
            ? $"Weights: {chosen.Architecture}, pretrained ({found.Origin}; {found.Path})"
            : $"Weights: {chosen.Architecture}, random");
        return chosen;
    }

    /// <summary>What <c>--weights</c> has to be to give these again: the choice that <c>auto</c> came to, the whole path of a file.</summary>
    public string Choice(string asked) => asked.Equals("auto", StringComparison.OrdinalIgnoreCase)
        ? Weights?.Origin ?? "none"
        : File.Exists(asked) ? Path.GetFullPath(asked) : asked;

    private static StartingWeights For(BodyWeights found) => new(found.Architecture, found);

    private static async Task<BodyWeights> NamedAsync(PublishedWeights named, Architecture? wanted, CommandOutput output, CancellationToken stop)
    {
        if (wanted is not null && wanted.Name != named.ArchitectureName)
            throw new EmblemException($"--weights {named} is for {named.ArchitectureName}, and --arch asks for {wanted}. Leave one of them out.");
        return PretrainedWeights.FindLocal(named) ?? await FetchAsync(named, new(), output, stop);
    }

    private static BodyWeights Boxed(Architecture? wanted) => wanted is null || wanted == BoxedWeights.Architecture
        ? BoxedWeights.Open()
        : throw new EmblemException($"--weights {BoxedWeights.Name} is for {BoxedWeights.Architecture}, and --arch asks for {wanted}. Leave one of them out.");

    private static async Task<StartingWeights> AutomaticAsync(Architecture? wanted, CommandOutput output, CancellationToken stop)
    {
        if (FindUsable(wanted, WeightsKind.ImageNet, output) is { } local)
            return For(local);
        try
        {
            return For(await FetchAsync(Published(Candidates(wanted)[0]), new() { Patience = AutomaticPatience, Attempts = 1 }, output, stop));
        }
        catch (EmblemException fault)
        {
            output.Detail(fault.Message);
        }

        if (FindUsable(wanted, WeightsKind.Marks, output) is { } marks)
            return For(marks);
        output.Warning(
            "no pretrained weights were found here or on the network: training starts from random ones, which needs more pictures and epochs. "
            + "See --weights in 'emblem train --help'.");
        return new StartingWeights(wanted ?? Architectures.ResNet18, null);
    }

    /// <summary>A damaged file is worth a warning; then it goes on as if there were none.</summary>
    private static BodyWeights? FindUsable(Architecture? wanted, WeightsKind kind, CommandOutput output)
    {
        try
        {
            return Find(wanted, kind);
        }
        catch (EmblemException fault)
        {
            output.Warning(fault.Message);
            return null;
        }
    }

    private static BodyWeights? Find(Architecture? wanted, WeightsKind kind) =>
        (wanted is null ? Candidates(null).Union(Architectures.All.Where(known => known != BoxedWeights.Architecture)) : [wanted])
        .Select(architecture => PretrainedWeights.FindLocal(architecture, kind)).FirstOrDefault(found => found is not null);

    private static PublishedWeights Published(Architecture architecture) => PublishedWeights.For(architecture) ?? throw new EmblemException(
        architecture == BoxedWeights.Architecture
            ? BoxedWeights.Missing
            : $"No weights of {architecture} are published with a hash to check them by. Give a file, or --weights none.");

    private static async Task<BodyWeights> FetchAsync(
        PublishedWeights weights, WeightsDownloadOptions options, CommandOutput output, CancellationToken stop)
    {
        using var download = new WeightsDownload(options);
        return await output.ProgressAsync("looking for weights", progress => download.FetchAsync(weights, progress, stop));
    }

    /// <summary>With a free choice the notebook's ResNet-34 comes first; on this machine anything is better than nothing.</summary>
    private static IReadOnlyList<Architecture> Candidates(Architecture? wanted) =>
        wanted is null ? [Architectures.ResNet34, Architectures.ResNet50, Architectures.ResNet18] : [wanted];
}
