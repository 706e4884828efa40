namespace Emblem.Benchmarks;

/// <summary>A temporary folder, removed with all that is in it.</summary>
internal sealed class BenchmarkFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("emblem-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
