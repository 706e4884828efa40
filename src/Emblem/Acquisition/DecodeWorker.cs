using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Emblem.Acquisition.Verification;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Acquisition;

/// <summary>
/// The other end of <see cref="VerifyOptions.Worker"/>: what a worker process does all its life. It is told of files by lines of JSON, decodes
/// them one after another, writes new pictures where it is told to, and answers with small facts only.
/// </summary>
public static class DecodeWorker
{
    internal const string Greeting = "emblem decode-worker 1";

    /// <summary>Begins an answer that is not about the file, and ends the run: its new picture could not be written.</summary>
    internal const string FaultMark = "!";

    /// <summary>
    /// What looks at a file. Tests put one that goes wrong in its place, before the first file comes.
    /// </summary>
    internal static Func<ExamineRequest, FileVerdict> Examine { get; set; } = PictureExaminer.Examine;

    /// <summary>
    /// Serves until <paramref name="requests"/> ends, which it does when the program that asks is gone: then it returns at once, also in the
    /// middle of a file, and the process has to end. Nothing else may be written to <paramref name="answers"/>.
    /// </summary>
    /// <param name="requests">The process's standard input.</param>
    /// <param name="answers">Its standard output.</param>
    public static void Run(Stream requests, Stream answers)
    {
        using var pending = new BlockingCollection<string>();
        using var writer = new StreamWriter(answers, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        VipsLibrary.Require();
        writer.WriteLine(Greeting);
        // In the background, so that the process can end while a decoder hangs.
        new Thread(() => Serve(pending, writer)) { IsBackground = true, Name = "decode" }.Start();
        using var reader = new StreamReader(requests, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
            pending.Add(line);
    }

    private static string Answer(ExamineRequest request)
    {
        try
        {
            return JsonSerializer.Serialize(Examine(request), VerificationJson.Default.FileVerdict);
        }
        catch (EmblemException fault)
        {
            return $"{FaultMark}{fault.Message.ReplaceLineEndings(" ")}";
        }
    }

    private static void Serve(BlockingCollection<string> pending, StreamWriter writer)
    {
        foreach (string line in pending.GetConsumingEnumerable())
        {
            ExamineRequest request = JsonSerializer.Deserialize(line, VerificationJson.Default.ExamineRequest)!;
            writer.WriteLine(Answer(request));
        }
    }
}
