using Emblem.Acquisition;
using Emblem.Acquisition.Verification;

namespace Emblem.PlantedFaults;

/// <summary>Makes a worker process go wrong at files of some names.</summary>
internal static class PlantedDecoding
{
    /// <summary>
    /// Where they go wrong and how, as <c>abort=NAME;hang=NAME;allocate=NAME;wait=NAME</c>; an empty name is every file.
    /// </summary>
    public const string Variable = "EMBLEM_PLANTED_DECODING";

    private const int Chunk = 32 << 20;
    private const long Enough = 4L << 30;

    public static void Plant(string list)
    {
        (string Kind, string Name)[] faults =
        [
            .. list.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(fault => fault.Split('=', 2)).Select(parts => (parts[0], parts[1])),
        ];
        Func<ExamineRequest, FileVerdict> examine = DecodeWorker.Examine;
        DecodeWorker.Examine = request =>
        {
            foreach ((string kind, string name) in faults.Where(fault => request.Source.EndsWith(fault.Name, StringComparison.Ordinal)))
                GoWrong(kind);
            return examine(request);
        };
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
            default:
                throw new ArgumentException($"No fault is called '{kind}'.", nameof(kind));
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
