using Emblem.Foundation;

namespace Emblem.Models;

/// <summary>A folder that may hold weights.</summary>
/// <param name="Label">What to call it, in a few words.</param>
/// <param name="Folder">Its path; it need not exist.</param>
/// <param name="Naming">How files are called there.</param>
internal sealed record WeightsPlace(string Label, string Folder, WeightsNaming Naming)
{
    /// <summary>Emblem's own places, in order: <c>EMBLEM_WEIGHTS</c>, beside the program, the user's cache.</summary>
    public static IEnumerable<WeightsPlace> Own()
    {
        if (Variable(PretrainedWeights.FolderVariable) is { } chosen)
        {
            yield return Directory.Exists(chosen)
                ? new(PretrainedWeights.FolderVariable, Path.GetFullPath(chosen), WeightsNaming.Free)
                : throw new EmblemException($"{PretrainedWeights.FolderVariable} is '{chosen}', which is no folder. Make it, correct it, or unset it.");
        }

        yield return new("beside the program", Path.Combine(AppContext.BaseDirectory, "weights"), WeightsNaming.Free);
        yield return new("cache", PretrainedWeights.CacheFolder, WeightsNaming.Cache);
    }

    /// <summary>Own places first, then what Python's tools have fetched: PyTorch's hub cache and Hugging Face's.</summary>
    public static IEnumerable<WeightsPlace> All() =>
        [.. Own(), new("PyTorch's cache", TorchCheckpoints(), WeightsNaming.Published), new("Hugging Face's cache", HuggingFaceHub(), WeightsNaming.Snapshots)];

    /// <summary>Files there that would be these weights, the best first, whether they exist or not.</summary>
    public IEnumerable<FoundWeights> Candidates(PublishedWeights weights) => Naming switch
    {
        WeightsNaming.Published => weights.Files.Where(file => file.NameCarriesHash).Select(file => At(file.Name, file)),
        WeightsNaming.Snapshots => weights.Files.Where(file => file.Address.Host == "huggingface.co").SelectMany(Snapshots),
        _ => weights.Files.Select(file => At(file.Name, file.NameCarriesHash || Naming == WeightsNaming.Cache ? file : null))
            .Concat(FreeNames(weights).Select(name => At(name, null))),
    };

    private static IEnumerable<string> FreeNames(PublishedWeights weights)
    {
        foreach (string name in weights.Aliases.Prepend(weights.Name))
        {
            yield return $"{name}.safetensors";
            yield return $"{name}.pth";
        }

        if (weights.IsDefault)
            yield return $"{weights.Name}-imagenet.safetensors";
    }

    private FoundWeights At(string name, PublishedFile? published) => new(Path.Combine(Folder, name), this, published);

    /// <summary>The hub's cache has <c>models--OWNER--NAME/snapshots/REVISION/FILE</c>; any revision will do when the hash is right.</summary>
    private IEnumerable<FoundWeights> Snapshots(PublishedFile file)
    {
        string[] address = file.Address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string snapshots = Path.Combine(Folder, $"models--{address[0]}--{address[1]}", "snapshots");
        return Directory.Exists(snapshots)
            ? Directory.EnumerateDirectories(snapshots).Order(StringComparer.Ordinal)
                .Select(revision => new FoundWeights(Path.Combine(revision, address[^1]), this, file))
            : [];
    }

    private static string TorchCheckpoints() => Path.Combine(
        Variable("TORCH_HOME") ?? Path.Combine(PythonCache(), "torch"), "hub", "checkpoints");

    private static string HuggingFaceHub() =>
        Variable("HF_HUB_CACHE") ?? Path.Combine(Variable("HF_HOME") ?? Path.Combine(PythonCache(), "huggingface"), "hub");

    private static string PythonCache() => Variable("XDG_CACHE_HOME")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
