using Emblem.Data;

namespace Emblem.Runs;

/// <summary>The folders of a run with the classes of their pictures: named by their own folders, or as the run's labels say.</summary>
internal static class LabelledFolders
{
    extension(TrainingPlan plan)
    {
        /// <summary>The pictures of <see cref="TrainingPlan.Data"/>, with what is to be said of it.</summary>
        public LabelledImages LabelData()
        {
            ImageFolder data = plan.OpenData();
            return plan.Labels?.Label(data, plan.OpenOthers(), data) ?? data.LabelByFolder();
        }

        /// <summary>Those of another folder. Notes on it name it: those on <see cref="TrainingPlan.Data"/> begin below it.</summary>
        /// <param name="path">That of validation or test pictures.</param>
        public LabelledImages LabelOther(string path)
        {
            IReadOnlyList<ImageFolder> others = plan.Labels is null ? [ImageFolder.Open(path, plan.ClassFolder)] : plan.OpenOthers();
            ImageFolder folder = others.First(other => other.Root == path);
            LabelledImages images = plan.Labels?.Label(plan.OpenData(), others, folder) ?? folder.LabelByFolder();
            return images with { Notes = [.. images.Notes.Select(note => note with { Path = Path.Combine(path, note.Path) })] };
        }

        private ImageFolder OpenData() => ImageFolder.Open(plan.Data, plan.ClassFolder, [.. plan.Apart]);

        private IReadOnlyList<ImageFolder> OpenOthers() => [.. plan.Apart.Select(path => ImageFolder.Open(path, plan.ClassFolder))];

        private IEnumerable<string> Apart => ((string?[])[plan.Valid, plan.Test]).OfType<string>();
    }
}
