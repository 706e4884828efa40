using Emblem.Foundation;

namespace Emblem.Cli.Runs;

/// <summary>The names of a run's files.</summary>
internal sealed class RunFolder(string path)
{
    public string Path => path;

    /// <summary>The weights that the recipe chose: of the epoch that validated best, or with the fitted head.</summary>
    public string Best => Below("best.safetensors");

    /// <summary>The weights after the last epoch.</summary>
    public string Last => Below("last.safetensors");

    public string History => Below("history.csv");

    public string Options => Below("options.json");

    /// <summary>The recipe alone, for <c>--recipe</c>.</summary>
    public string Recipe => Below("recipe.json");

    /// <summary>What an interrupted run goes on from; gone when the run has finished.</summary>
    public string Checkpoints => Below("checkpoints");

    /// <summary>Written last: a run that has it is finished.</summary>
    public string Info => Below("run.json");

    public string TestResults => Below("test-results.csv");

    /// <summary>Pictures as they came from the network, one folder a class.</summary>
    public string Downloads => Below("download");

    /// <summary>Verified copies.</summary>
    public string Data => Below("data");

    public string Pictures => Below("pictures");

    /// <summary>Event files.</summary>
    public string TensorBoard => Below("tensorboard");

    /// <summary>What one fold of a cross-validation writes.</summary>
    public RunFolder Fold(int number) => new(Below($"folds/{number}"));

    /// <summary>Removes what a killed process had not finished writing.</summary>
    public void RemovePartialFiles()
    {
        if (!Directory.Exists(path))
            return;
        foreach (string file in Directory.GetFiles(path, $"*{AtomicFile.TemporaryExtension}"))
            File.Delete(file);
    }

    private string Below(string name) => System.IO.Path.Combine(path, name);
}
