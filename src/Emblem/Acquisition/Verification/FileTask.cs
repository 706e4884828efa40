using System.Text.Json;
using Emblem.Cluster;

namespace Emblem.Acquisition.Verification;

/// <summary>What a verification does to one file in a stage, wherever it is done.</summary>
/// <param name="Step">What is to be done.</param>
/// <param name="Name">The file's path below the folder.</param>
/// <param name="Known">The verdict on it: an earlier run's where it is to be judged, or null; this run's for all other steps.</param>
/// <param name="Target">Where the picture is to lie, below the output folder; empty where it is not to be placed.</param>
internal sealed record FileTask(FileStep Step, string Name, FileVerdict? Known, string Target = "")
{
    /// <summary>A file on which there is nothing to do.</summary>
    public static FileTask Pass(FileVerdict verdict) => new(FileStep.Pass, verdict.Record.Path, verdict);

    /// <summary>How tasks travel to other ranks.</summary>
    public static RankFormat<FileTask[]> Format { get; } = new(
        (writer, tasks) => RankFormats.Bytes.Write(writer, JsonSerializer.SerializeToUtf8Bytes(tasks, VerificationJson.Default.FileTaskArray)),
        reader => JsonSerializer.Deserialize(RankFormats.Bytes.Read(reader), VerificationJson.Default.FileTaskArray)!);
}

/// <summary>The kinds of a <see cref="FileTask"/>.</summary>
internal enum FileStep
{
    /// <summary>Nothing: its verdict stands.</summary>
    Pass,

    /// <summary>Finds out what it is; makes its new picture where there is an output folder.</summary>
    Judge,

    /// <summary>Sees to it that its new picture is there.</summary>
    Make,

    /// <summary>The same, and puts the good picture in its place.</summary>
    Place,
}

/// <summary>What came of a <see cref="FileTask"/>.</summary>
/// <param name="Verdict">On the file as it is now.</param>
/// <param name="IsFresh">Whether it was decoded for that.</param>
internal sealed record FileDone(FileVerdict Verdict, bool IsFresh)
{
    /// <summary>How results travel.</summary>
    public static RankFormat<FileDone> Format { get; } = new(
        (writer, done) => RankFormats.Bytes.Write(writer, JsonSerializer.SerializeToUtf8Bytes(done, VerificationJson.Default.FileDone)),
        reader => JsonSerializer.Deserialize(RankFormats.Bytes.Read(reader), VerificationJson.Default.FileDone)!);
}
