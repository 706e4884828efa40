using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>Where a run may write: pictures to learn from are only read, so its own must not come among them.</summary>
internal static class RunPlace
{
    /// <summary>Refuses the folder of the model that is gone on from, the folder of pictures itself and a folder of a class; says that a folder of the run's own within is passed over.</summary>
    /// <exception cref="EmblemException">The run's charts would be pictures of a next run.</exception>
    public static void Check(TrainingPlan plan, RunTeller teller)
    {
        string own = Path.GetFullPath(plan.Folder.Path);
        if (plan.GoesOn && !plan.IsResumed && Path.GetDirectoryName(plan.Weights) == Path.TrimEndingDirectorySeparator(own))
            throw new EmblemException($"The run would write over the model that it goes on from, {plan.Weights}. Give it a folder of its own.");
        foreach (string data in ((string?[])[plan.Data, plan.Valid, plan.Test]).OfType<string>())
        {
            string below = Path.GetRelativePath(data, own);
            bool isWithin = !Path.IsPathRooted(below) && below.Split(Path.DirectorySeparatorChar)[0] != "..";
            if (!isWithin || (below != "." && OwnFiles.IsRun(own)))
                continue;
            if (below == "." || (Directory.Exists(own) && FolderWalk.Of(own).Files.Any(file => PictureNames.Promises(file.Name))))
            {
                throw new EmblemException(
                    $"The run's folder '{plan.Folder.Path}' is {(below == "." ? "that of" : "one with")} the pictures themselves, which are only read: its charts would be pictures to the next run. "
                    + "Give another folder, such as one beside it.");
            }

            teller.Note($"The run's folder lies within '{data}'. Emblem passes over it there; another program may take its charts for pictures.");
        }
    }
}
