namespace Emblem.Cli.Runs;

/// <summary>The names of a run's files.</summary>
internal sealed class RunFolder(string path)
{
    public string Path => path;

    /// <summary>The weights of the epoch that validated best.</summary>
    public string Best => Below("best.safetensors");

    /// <summary>The weights after the last epoch.</summary>
    public string Last => Below("last.safetensors");

    public string History => Below("history.csv");

    public string Options => Below("options.json");

    public string Info => Below("run.json");

    public string TestResults => Below("test-results.csv");

    /// <summary>Pictures as they came from the network, one folder a class.</summary>
    public string Downloads => Below("download");

    /// <summary>Verified copies.</summary>
    public string Data => Below("data");

    public string Pictures => Below("pictures");

    /// <summary>Event files.</summary>
    public string TensorBoard => Below("tensorboard");

    private string Below(string name) => System.IO.Path.Combine(path, name);
}
