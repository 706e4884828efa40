namespace Emblem.Acquisition.Verification;

/// <summary>
/// For tests: a worker process, and nothing else, looks into <see cref="Variable"/> for the names of files at which it is to go wrong, as
/// <c>abort=NAME;hang=NAME;allocate=NAME;wait=NAME</c> (an empty name is every file). Without the variable nothing happens.
/// </summary>
internal sealed class PlantedFaults
{
    public const string Variable = "EMBLEM_WORKER_FAULTS";
    private const int Chunk = 32 << 20;
    private const long Enough = 4L << 30;
    private readonly IReadOnlyList<(string Kind, string Name)> _planted;

    private PlantedFaults(IReadOnlyList<(string Kind, string Name)> planted) => _planted = planted;

    public static PlantedFaults FromEnvironment() => new(
    [
        .. (Environment.GetEnvironmentVariable(Variable) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(fault => fault.Split('=', 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1])),
    ]);

    /// <summary>Goes wrong if the file is one of those.</summary>
    public void Strike(string path)
    {
        foreach ((string kind, string name) in _planted)
        {
            if (path.EndsWith(name, StringComparison.Ordinal))
                GoWrong(kind);
        }
    }

    private static void GoWrong(string kind)
    {
        switch (kind)
        {
            case "abort":
                Environment.FailFast("A planted fault: the decoder aborts.");
                break;
            case "hang":
                Thread.Sleep(Timeout.Infinite);
                break;
            case "allocate":
                Allocate();
                break;
            case "wait":
                Thread.Sleep(60);
                break;
        }
    }

    private static void Allocate()
    {
        var held = new List<byte[]>();
        while (held.Count * (long)Chunk < Enough)
        {
            held.Add(GC.AllocateUninitializedArray<byte>(Chunk));
            Array.Fill(held[^1], (byte)1);
        }

        Thread.Sleep(Timeout.Infinite);
    }
}
