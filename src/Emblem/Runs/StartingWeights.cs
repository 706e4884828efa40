using Emblem.Foundation;
using Emblem.Models;

namespace Emblem.Runs;

/// <summary>What is asked of network and weights comes to this.</summary>
/// <param name="Architecture">Never undecided.</param>
/// <param name="Weights">Null for random ones.</param>
internal sealed record StartingWeights(Architecture Architecture, BodyWeights? Weights)
{
    /// <summary>What this machine holds, else the box; for a network that is named its published ones, from their host if need be.</summary>
    public const string Auto = "auto";

    /// <summary>Random numbers.</summary>
    public const string None = "none";

    private const string ImageNet = "imagenet";

    // Nobody asked for the network in so many words, so it is not waited for long.
    private static readonly TimeSpan AutomaticPatience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Decides, and tells what is used. With a free choice it is what this machine holds, else the box, never the network: one request is
    /// not to give two networks. A network that is named is looked for here, then at its official host.
    /// </summary>
    /// <param name="architecture">What was asked for, or null.</param>
    /// <param name="weights">What was asked for, or null.</param>
    /// <param name="teller">Told what is used.</param>
    /// <param name="stop">Ends a download.</param>
    /// <param name="fetchesNothing">Names weights that would have to be fetched, and leaves them where they are.</param>
    public static async Task<StartingWeights> ChooseAsync(string? architecture, string? weights, RunTeller teller, CancellationToken stop, bool fetchesNothing = false)
    {
        weights ??= Auto;
        WeightsDownloadOptions? patient = fetchesNothing ? null : new();
        WeightsDownloadOptions? brief = fetchesNothing ? null : new() { Patience = AutomaticPatience, Attempts = 1 };
        Architecture? wanted = architecture is null || architecture.Equals(Auto, StringComparison.OrdinalIgnoreCase) ? null : Architectures.Find(architecture);
        StartingWeights chosen = weights.ToLowerInvariant() switch
        {
            None => new StartingWeights(wanted ?? Architectures.ResNet18, null),
            Auto => wanted is null ? Free(teller) ?? Random(teller) : For(await NamedAsync(wanted, brief, teller, stop).ConfigureAwait(false)),
            ImageNet => wanted is null ? Free(teller) ?? For(BoxedWeights.Open()) : For(await NamedAsync(wanted, patient, teller, stop).ConfigureAwait(false)),
            _ when BoxedWeights.IsCalled(weights) => For(Boxed(wanted)),
            _ => PublishedWeights.TryFind(weights) is { } named
                ? For(await NamedAsync(named, wanted, patient, teller, stop).ConfigureAwait(false))
                : For(PretrainedWeights.FromFile(weights, wanted)),
        };
        teller.Tell(new WeightsChosen(chosen.Architecture, chosen.Weights));
        return chosen;
    }

    /// <summary>A model that is gone on from, and told as that.</summary>
    public static StartingWeights Of(EarlierModel model, RunTeller teller)
    {
        StartingWeights chosen = For(model.ToWeights());
        teller.Tell(new WeightsChosen(chosen.Architecture, chosen.Weights));
        return chosen;
    }

    /// <summary>What has to be asked for to get these again, from any folder: what a free choice came to, and the whole path of a file.</summary>
    public string Choice(string? asked) => (asked ?? Auto).ToLowerInvariant() is Auto or ImageNet
        ? Weights is null ? None : Weights.Architecture == BoxedWeights.Architecture ? BoxedWeights.Name : Path.GetFullPath(Weights.Path)
        : PartAddress.Parse(asked!) is { Exists: true } file ? file.Full : asked!;

    private static StartingWeights For(BodyWeights found) => new(found.Architecture, found);

    /// <summary>What is here, the notebook's ResNet-34 first; else the box. A damaged file is worth a warning; then it goes on as if it were not there.</summary>
    private static StartingWeights? Free(RunTeller teller)
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
                teller.Warn(fault.Message);
            }
        }

        return null;
    }

    private static StartingWeights Random(RunTeller teller)
    {
        teller.Warn(
            $"no pretrained weights were found here: training starts from random ones, which needs more pictures and epochs. {BoxedWeights.Missing}");
        return new StartingWeights(Architectures.ResNet18, null);
    }

    private static async Task<BodyWeights> NamedAsync(Architecture wanted, WeightsDownloadOptions? options, RunTeller teller, CancellationToken stop)
    {
        if (PretrainedWeights.FindLocal(wanted) is { } local)
            return local;
        PublishedWeights weights = PublishedWeights.For(wanted) ?? throw new EmblemException(
            wanted == BoxedWeights.Architecture
                ? BoxedWeights.Missing
                : $"No weights of {wanted} are published with a hash to check them by. Give a file of weights, or '{None}' for random ones.");
        return await FetchAsync(weights, options, teller, stop).ConfigureAwait(false);
    }

    private static async Task<BodyWeights> NamedAsync(
        PublishedWeights named, Architecture? wanted, WeightsDownloadOptions? options, RunTeller teller, CancellationToken stop)
    {
        if (wanted is not null && wanted.Name != named.ArchitectureName)
            throw Contradiction(named.Name, named.ArchitectureName, wanted);
        return PretrainedWeights.FindLocal(named) ?? await FetchAsync(named, options, teller, stop).ConfigureAwait(false);
    }

    private static BodyWeights Boxed(Architecture? wanted) => wanted is null || wanted == BoxedWeights.Architecture
        ? BoxedWeights.Open()
        : throw Contradiction(BoxedWeights.Name, BoxedWeights.Architecture.Name, wanted);

    private static EmblemException Contradiction(string weights, string theirs, Architecture wanted) =>
        new($"The weights {weights} are for {theirs}, and the network asked for is {wanted}. Leave one of them out.");

    /// <exception cref="EmblemException">Not to be had; the message says what is possible without the network.</exception>
    private static async Task<BodyWeights> FetchAsync(
        PublishedWeights weights, WeightsDownloadOptions? options, RunTeller teller, CancellationToken stop)
    {
        if (options is null)
            return new BodyWeights(weights.File.Name, weights.Architecture, "to be fetched");
        using var download = new WeightsDownload(options);
        try
        {
            return await download.FetchAsync(weights, teller.Begin("looking for weights", 0), stop).ConfigureAwait(false);
        }
        catch (EmblemException fault)
        {
            throw new EmblemException(
                $"{fault.Message} Published weights need the internet once. Without it the weights '{BoxedWeights.Name}' are the ImageNet network that "
                + $"comes along ({BoxedWeights.Architecture}), and '{None}' are random numbers.",
                fault);
        }
    }
}
