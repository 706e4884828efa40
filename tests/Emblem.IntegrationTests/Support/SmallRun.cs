namespace Emblem.IntegrationTests.Support;

/// <summary>
/// A finished run of the command on fifteen pictures of each class, made once for all tests of a class that look at one, start from its weights or compare
/// with it. Nobody writes into it.
/// </summary>
public sealed class SmallRun : IAsyncLifetime
{
    /// <summary>The seconds' training of a random network.</summary>
    internal static readonly string[] Options =
        ["--arch", "resnet18", "--weights", "none", "--size", "32", "--batch-size", "8", "--epochs", "1", "--unfrozen-epochs", "1", "--no-find"];

    private readonly WorkFolder _work = new();

    /// <summary>Its pictures.</summary>
    public string Data => _work["data"];

    /// <summary>Its folder.</summary>
    public string Folder => _work["run"];

    /// <summary>Its last weights.</summary>
    public string Weights => Path.Combine(Folder, "last.safetensors");

    public async ValueTask InitializeAsync()
    {
        TestPictures.Write(Data, 15);
        EmblemRun run = await EmblemProcess.RunAsync(
            new EmblemProcessOptions { WorkingDirectory = _work.Path }, ["train", "data", "--out", "run", "--workers", "1", .. Options]);
        run.Expect(0);
    }

    public ValueTask DisposeAsync()
    {
        _work.Dispose();
        return ValueTask.CompletedTask;
    }
}
