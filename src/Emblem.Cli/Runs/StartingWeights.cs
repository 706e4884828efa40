using Emblem.Cli.Terminal;
using Emblem.Foundation;
using Emblem.Models;

namespace Emblem.Cli.Runs;

/// <summary>What <c>--weights</c> and <c>--arch</c> come to.</summary>
/// <param name="Architecture">Never undecided.</param>
/// <param name="Weights">Null for random ones.</param>
internal sealed record StartingWeights(Architecture Architecture, BodyWeights? Weights)
{
    private const string Auto = "auto";
    private const string None = "none";
    private const string ImageNet = "imagenet";

    // Nobody asked for the network in so many words, so it is not waited for long.
    private static readonly TimeSpan AutomaticPatience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Decides, and says in one line what is used. With a free choice it is what this machine holds, else the box, never the network: one command is
    /// not to give two networks. A network that is named is looked for here, then at its official host.
    /// </summary>
    public static async Task<StartingWeights> ChooseAsync(string arch, string weights, CommandOutput output, CancellationToken stop)
    {
        Architecture? wanted = arch.Equals(Auto, StringComparison.OrdinalIgnoreCase) ? null : Architectures.Find(arch);
        StartingWeights chosen = weights.ToLowerInvariant() switch
        {
            None => new StartingWeights(wanted ?? Architectures.ResNet18, null),
            Auto => wanted is null ? Free(output) ?? Random(output) : For(await NamedAsync(wanted, new() { Patience = AutomaticPatience, Attempts = 1 }, output, stop)),
            ImageNet => wanted is null ? Free(output) ?? For(BoxedWeights.Open()) : For(await NamedAsync(wanted, new(), output, stop)),
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

    /// <summary>What <c>--weights</c> has to be to give these again, from any folder: what a free choice came to, and the whole path of a file.</summary>
    public string Choice(string asked) => asked.ToLowerInvariant() is Auto or ImageNet
        ? Weights is null ? None : Weights.Architecture == BoxedWeights.Architecture ? BoxedWeights.Name : Path.GetFullPath(Weights.Path)
        : File.Exists(asked) ? Path.GetFullPath(asked) : asked;

    private static StartingWeights For(BodyWeights found) => new(found.Architecture, found);

    /// <summary>What is here, the notebook's ResNet-34 first; else the box. A damaged file is worth a warning; then it goes on as if it were not there.</summary>
    private static StartingWeights? Free(CommandOutput output)
    {
        foreach (Architecture known in ((IEnumerable<Architecture>)[Architectures.ResNet34, Architectures.ResNet50, Architectures.ResNet18])
            .Union(Architectures.All.Where(known => known != BoxedWeights.Architecture)).Append(BoxedWeights.Architecture))
        {
            try
            {
                if (PretrainedWeights.FindLocal(known) is { } found)
                    return For(found);
            }
            catch (EmblemException fault)
            {
                output.Warning(fault.Message);
            }
        }

        return null;
    }

    private static StartingWeights Random(CommandOutput output)
    {
        output.Warning(
            $"no pretrained weights were found here: training starts from random ones, which needs more pictures and epochs. {BoxedWeights.Missing}");
        return new StartingWeights(Architectures.ResNet18, null);
    }

    private static async Task<BodyWeights> NamedAsync(Architecture wanted, WeightsDownloadOptions options, CommandOutput output, CancellationToken stop)
    {
        if (PretrainedWeights.FindLocal(wanted) is { } local)
            return local;
        PublishedWeights weights = PublishedWeights.For(wanted) ?? throw new EmblemException(
            wanted == BoxedWeights.Architecture
                ? BoxedWeights.Missing
                : $"No weights of {wanted} are published with a hash to check them by. Give a file, or --weights {None}.");
        return await FetchAsync(weights, options, output, stop);
    }

    private static async Task<BodyWeights> NamedAsync(PublishedWeights named, Architecture? wanted, CommandOutput output, CancellationToken stop)
    {
        if (wanted is not null && wanted.Name != named.ArchitectureName)
            throw new EmblemException($"--weights {named} is for {named.ArchitectureName}, and --arch asks for {wanted}. Leave one of them out.");
        return PretrainedWeights.FindLocal(named) ?? await FetchAsync(named, new(), output, stop);
    }

    private static BodyWeights Boxed(Architecture? wanted) => wanted is null || wanted == BoxedWeights.Architecture
        ? BoxedWeights.Open()
        : throw new EmblemException($"--weights {BoxedWeights.Name} is for {BoxedWeights.Architecture}, and --arch asks for {wanted}. Leave one of them out.");

    /// <exception cref="EmblemException">Not to be had; the message says what is possible without the network.</exception>
    private static async Task<BodyWeights> FetchAsync(
        PublishedWeights weights, WeightsDownloadOptions options, CommandOutput output, CancellationToken stop)
    {
        using var download = new WeightsDownload(options);
        try
        {
            return await output.ProgressAsync("looking for weights", progress => download.FetchAsync(weights, progress, stop));
        }
        catch (EmblemException fault)
        {
            throw new EmblemException(
                $"{fault.Message} Published weights need the internet once. Without it: --weights {BoxedWeights.Name} starts from the ImageNet network that "
                + $"comes with the command ({BoxedWeights.Architecture}), --weights {None} from random numbers.",
                fault);
        }
    }
}
