namespace Emblem.ModelFiles;

/// <summary>A folder that stands for the weights in it, as model hubs hand them out.</summary>
internal static class WeightsFolder
{
    private const int Shown = 4;

    /// <summary>What may be meant, the surest first: an index of shards, the usual name of weights, any one file of weights.</summary>
    private static readonly string[][] Patterns =
    [
        ["*.safetensors.index.json"], ["model.safetensors"], ["*.safetensors"], ["*.index.json"], ["pytorch_model.bin"], ["*.pth", "*.pt", "*.bin", "*.ckpt", "*.onnx"],
    ];

    /// <summary>The file that a folder stands for.</summary>
    /// <exception cref="ModelFileException">There is none, or several that it could be; the message names them.</exception>
    public static string FileIn(string folder)
    {
        foreach (string[] patterns in Patterns)
        {
            string[] found = [.. patterns.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern)).Order(StringComparer.Ordinal)];
            if (found is [var file])
                return file;
            if (found.Length > 1)
            {
                throw new ModelFileException(
                    $"{folder} is a folder with {found.Length} files of weights: {string.Join(", ", found.Take(Shown).Select(Path.GetFileName))}"
                    + $"{(found.Length > Shown ? ", …" : "")}. Give the one that is meant, or put their index of shards (model.safetensors.index.json) beside them.");
            }
        }

        throw new ModelFileException($"{folder} is a folder without weights: it has no index of shards and no .safetensors, .pth, .pt, .bin, .ckpt or .onnx file.");
    }
}
