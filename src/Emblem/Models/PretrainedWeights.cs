using Emblem.Foundation;
using Emblem.ModelFiles;

namespace Emblem.Models;

/// <summary>
/// Finds weights on this machine. Places in order: the folder named by <c>EMBLEM_WEIGHTS</c> (a mirror for sites without a network),
/// <c>weights</c> beside the program, the user's cache, PyTorch's hub cache, Hugging Face's cache. In one place a published file name
/// wins over <c>NAME.safetensors</c>, that over <c>NAME.pth</c>, that over <c>NAME-imagenet.safetensors</c>. A file whose name carries its
/// hash is checked. <see cref="WeightsDownload"/> fills the cache.
/// </summary>
public static class PretrainedWeights
{
    /// <summary>The environment variable that names a folder of weights.</summary>
    public const string FolderVariable = "EMBLEM_WEIGHTS";

    /// <summary>Where downloads are kept.</summary>
    public static string CacheFolder => CacheRoom.Weights.Folder;

    /// <summary>A file of weights: one that Emblem or fast.ai saved, or any that <see cref="WeightsFile"/> opens, with the published names.</summary>
    /// <param name="path">
    /// The file; an index of shards or the folder with it; or one of the networks that a file holds, <c>FILE#part</c>, for example <c>dino.pth#teacher</c>.
    /// Prefixes that wrappers put before a network's names do not matter.
    /// </param>
    /// <param name="architecture">What it must fit; found out from the file when null.</param>
    /// <returns>The weights; <see cref="BodyWeights.Remark"/> says which part was taken and what was left aside.</returns>
    /// <exception cref="EmblemException">
    /// No such file or part, it fits no known architecture or not the one asked for, or it holds several that do and none is the one that is meant.
    /// </exception>
    public static BodyWeights FromFile(string path, Architecture? architecture = null)
    {
        var address = PartAddress.Parse(path);
        if (!address.Exists)
        {
            throw new EmblemException(
                $"There is no weights file '{address.Path}'. Give a .safetensors, .pth or .onnx file, a folder with shards, or one of auto, none, box, imagenet, "
                + $"{string.Join(", ", PublishedWeights.All.Select(row => row.Name))}.");
        }

        using NamedWeights opened = PublishedNames.Open(address, architecture);
        ArchitectureFit fit = architecture is null ? ArchitectureFit.Nearest(opened.File) : ArchitectureFit.Of(architecture, opened.File);
        return fit.IsWhole
            ? new BodyWeights(address.Path, fit.Architecture, "file") { Part = opened.Part, Remark = opened.Remark(fit) }
            : throw new EmblemException(
                $"{address} holds no weights of {(architecture is not null ? $"{fit.Architecture}: {fit.Differences}" : fit.Described)}.");
    }

    /// <summary>A file's sha256 in hexadecimal digits; remembered as long as its length and date stay.</summary>
    /// <param name="path">The file.</param>
    public static string Sha256Of(string path) => CheckedFiles.Sha256Of(path);

    /// <summary>Published weights of an architecture that are on this machine, or null; for that of <see cref="BoxedWeights"/> these.</summary>
    /// <exception cref="EmblemException">A file is there and damaged; the message names it and says how to get it anew.</exception>
    public static BodyWeights? FindLocal(Architecture architecture) => architecture == BoxedWeights.Architecture ? BoxedWeights.Find()
        : PublishedWeights.For(architecture) is { } published ? FindLocal(published) : null;

    /// <summary>Published weights that are on this machine, checked, or null.</summary>
    /// <exception cref="EmblemException">A file is there and damaged; the message names it and says how to get it anew.</exception>
    public static BodyWeights? FindLocal(PublishedWeights weights) => Locate(weights)?.Open(weights);

    /// <summary>Published weights: those on this machine, else downloaded into the user's cache.</summary>
    /// <param name="weights">Which, for example <c>PublishedWeights.Find("resnet34")</c>.</param>
    /// <param name="progress">Told of each megabyte of a download.</param>
    /// <param name="stop">Ends a download; what has arrived is kept and the next one goes on from there.</param>
    /// <exception cref="EmblemException">Damaged, or not to be had; the message says which file to put where by hand.</exception>
    public static async Task<BodyWeights> GetAsync(
        PublishedWeights weights, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        if (FindLocal(weights) is { } local)
            return local;
        using var download = new WeightsDownload();
        return await download.FetchAsync(weights, progress, stop).ConfigureAwait(false);
    }

    /// <summary>
    /// Published weights of an architecture: those on this machine, else fetched, else the network in the box, which is another one. Never random numbers, so
    /// a program that asks for pretrained weights has some.
    /// </summary>
    /// <param name="architecture">What is wanted. Ask the answer's <see cref="BodyWeights.Architecture"/> which it became.</param>
    /// <param name="progress">Told of each megabyte of a download.</param>
    /// <param name="stop">Ends a download; what has arrived is kept.</param>
    /// <returns>The weights; where they are the box's, <see cref="BodyWeights.Remark"/> says what they stand in for.</returns>
    /// <exception cref="EmblemException">Neither is to be had, or a file is damaged; the message says how to get both.</exception>
    public static async Task<BodyWeights> GetOrBoxedAsync(
        Architecture architecture, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        if (FindLocal(architecture) is { } local)
            return local;

        // The box is as good as certain, so a host that does not answer is not waited for long.
        using var download = new WeightsDownload(new WeightsDownloadOptions { Patience = TimeSpan.FromSeconds(5), Attempts = 1 });
        try
        {
            return await download.FetchAsync(architecture, progress, stop).ConfigureAwait(false);
        }
        catch (EmblemException fault)
        {
            return BoxedWeights.Find() is { } boxed
                ? boxed with { Remark = $"in place of {architecture}, which is not to be had here" }
                : throw new EmblemException($"{fault.Message} {BoxedWeights.Missing}", fault);
        }
    }

    /// <summary>
    /// The first file that is there, or null. What another program left damaged is passed over; opening is what complains of Emblem's own.
    /// </summary>
    /// <param name="weights">Which.</param>
    public static FoundWeights? Locate(PublishedWeights weights) => WeightsPlace.All()
        .SelectMany(place => place.Candidates(weights))
        .FirstOrDefault(found => File.Exists(found.Path) && (!found.IsForeign || found.IsWhole()));
}
