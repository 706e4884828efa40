using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>There is a run where another one is to be written, and nobody asked for it to be overwritten. Nothing was changed.</summary>
public sealed class RunExistsException : EmblemException
{
    private const string Anew = $"overwrite it (--overwrite of train and build, {nameof(TrainingRequest)}.{nameof(TrainingRequest.Overwrite)}): its own files are deleted then, no others";

    internal RunExistsException(RunFolder folder)
        : base(Words(folder)) => Folder = folder;

    /// <summary>The run's.</summary>
    public RunFolder Folder { get; }

    private static string Words(RunFolder folder) => folder switch
    {
        { IsFinished: true } => $"The run in '{folder.Path}' has finished. Give another folder, or {Anew}.",
        { HasBegun: true } => $"The run in '{folder.Path}' was begun and has not finished. Go on with it (emblem train --resume {folder.Path}, "
            + $"{nameof(TrainingPlan)}.{nameof(TrainingPlan.ReadAsync)}), give another folder, or {Anew}.",
        _ => $"'{folder.Path}' holds {string.Join(", ", folder.Files.Take(3).Select(file => Path.GetRelativePath(folder.Path, file)))}, which a run there would replace. "
            + $"Give another folder, or {Anew}.",
    };
}
