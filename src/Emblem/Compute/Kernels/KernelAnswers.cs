using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Emblem.Foundation;

namespace Emblem.Compute.Kernels;

/// <summary>
/// What was found out about this machine's kernels, kept in the user's cache: one file for each processor and version of libtorch, one line for each
/// answer. A file that cannot be read or written costs the time of trying again, nothing else.
/// </summary>
internal sealed class KernelAnswers
{
    // Part of the file's name: grows when a way of computing changes, so that no answer of the old one is believed.
    private const int Revision = 1;

    private readonly ConcurrentDictionary<(ConvolutionShape, ConvolutionWay, int), KernelAnswer> _answers = new();
    private readonly ConcurrentDictionary<(ConvolutionShape Family, ConvolutionWay), KernelAnswer> _crashes = new();
    private readonly string? _file;

    /// <param name="file">Where answers are kept; null for this process's memory alone.</param>
    public KernelAnswers(string? file)
    {
        _file = file;
        foreach (KernelAnswer answer in ReadLines(file))
            Merge(answer);
    }

    /// <summary>This machine's, read when first asked for.</summary>
    public static KernelAnswers OfThisMachine => Shared.Value;

    private static Lazy<KernelAnswers> Shared { get; } = new(() => new KernelAnswers(FileOfThisMachine()));

    /// <summary>What is known; null for nothing. Where a way ended the process for pictures of another size or number, it is known to do so.</summary>
    public KernelAnswer? Of(ConvolutionShape shape, ConvolutionWay way, int threads) =>
        _answers.GetValueOrDefault((shape, way, threads)) ?? _crashes.GetValueOrDefault((shape.Family, way));

    /// <summary>Adds what was found out.</summary>
    public void Add(KernelAnswer answer)
    {
        Merge(answer);
        if (_file is null)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            // Another process that is writing keeps this one out: the answer is then found again some time.
            using var stream = new FileStream(_file, FileMode.Append, FileAccess.Write, FileShare.Read);
            stream.Write(Encoding.UTF8.GetBytes($"{KernelJson.Write(answer)}\n"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Forgets all, on the disk too: what follows is found out anew.</summary>
    public void Clear()
    {
        _answers.Clear();
        _crashes.Clear();
        try
        {
            if (_file is not null)
                File.Delete(_file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static string FileOfThisMachine()
    {
        Processor processor = Processor.Here;
        string machine = string.Create(
            CultureInfo.InvariantCulture,
            $"{processor}; {string.Join(' ', CpuFeatures.Here.Names)}; {string.Join(' ', processor.Caches)}; torch {BuildVersions.Torch}");
        return Path.Combine(CacheRoom.Kernels.Folder, $"{ContentHash.Key(machine)}-{Revision}.jsonl");
    }

    /// <summary>Lines that are torn or of another program's making are passed over.</summary>
    private static IEnumerable<KernelAnswer> ReadLines(string? file)
    {
        try
        {
            return file is not null && File.Exists(file) ? [.. File.ReadAllLines(file).Select(KernelJson.ReadAnswer).OfType<KernelAnswer>()] : [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private void Merge(KernelAnswer answer)
    {
        _answers.AddOrUpdate((answer.Shape, answer.Way, answer.Threads), answer, (_, known) => known.With(answer));
        if (answer.Crashes)
            _crashes[(answer.Shape.Family, answer.Way)] = answer;
    }
}
