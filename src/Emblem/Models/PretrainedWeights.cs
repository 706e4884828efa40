using Emblem.Foundation;
using Emblem.ModelFiles;

namespace Emblem.Models;

/// <summary>
/// Finds published weights: first in the folder named by <c>EMBLEM_WEIGHTS</c> (a mirror for sites without a network), then beside the
/// program, then in the user's cache. <see cref="WeightsDownload"/> fills the cache.
/// </summary>
public static class PretrainedWeights
{
    /// <summary>The environment variable that names a folder of weights.</summary>
    public const string FolderVariable = "EMBLEM_WEIGHTS";

    /// <summary>A file of weights: one that Emblem or fast.ai saved, or any with the published names.</summary>
    /// <param name="path">The file.</param>
    /// <param name="architecture">What it must fit; found out from the file when null.</param>
    /// <exception cref="EmblemException">No such file, or it fits no known architecture, or not the one asked for.</exception>
    public static BodyWeights FromFile(string path, Architecture? architecture = null)
    {
        if (!File.Exists(path))
            throw new EmblemException($"There is no weights file '{path}'. Give a .safetensors file, or one of auto, none, imagenet, marks.");
        using WeightsFile file = FastAiNames.Translate(WeightsFile.Open(path));
        Architecture? found = Architectures.All.FirstOrDefault(candidate => candidate.Fits(file));
        if (found is null || (architecture is not null && !architecture.Fits(file)))
        {
            string expected = architecture?.Name ?? string.Join(", ", Architectures.All.Select(candidate => candidate.Name));
            throw new EmblemException($"{path} holds no weights of {expected}: names or shapes differ{(found is null ? "" : $"; it fits {found}")}.");
        }

        return new BodyWeights(path, architecture ?? found, "file");
    }

    /// <summary>Weights of a kind for an architecture that are on this machine, or null.</summary>
    public static BodyWeights? FindLocal(Architecture architecture, WeightsKind kind)
    {
        string[] names = kind == WeightsKind.ImageNet
            ? [FileName(architecture, kind), $"{architecture.Name}.safetensors"]
            : [FileName(architecture, kind)];
        string? path = Folders().SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return path is null ? null : FromFile(path, architecture) with { Origin = NameOf(kind) };
    }

    /// <summary>The name under which a kind of weights is kept, for example <c>resnet34-imagenet.safetensors</c>.</summary>
    public static string FileName(Architecture architecture, WeightsKind kind) => $"{architecture.Name}-{NameOf(kind)}.safetensors";

    /// <summary>Where downloads are kept.</summary>
    internal static string CacheFolder => UserCache.Folder("weights");

    internal static string NameOf(WeightsKind kind) => kind == WeightsKind.ImageNet ? "imagenet" : "marks";

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } chosen)
            yield return chosen;
        yield return Path.Combine(AppContext.BaseDirectory, "weights");
        yield return CacheFolder;
    }
}
