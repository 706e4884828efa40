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
            return plan.Correct(plan.Labels?.Label(data, plan.OpenOthers(), data) ?? data.LabelByFolder(), plan.Data);
        }

        /// <summary>Those of another folder. Notes on it name it: those on <see cref="TrainingPlan.Data"/> begin below it.</summary>
        /// <param name="path">That of validation or test pictures.</param>
        public LabelledImages LabelOther(string path)
        {
            IReadOnlyList<ImageFolder> others = plan.Labels is null ? [ImageFolder.Open(path, plan.ClassFolder)] : plan.OpenOthers();
            ImageFolder folder = others.First(other => other.Root == path);
            LabelledImages images = plan.Labels?.Label(plan.OpenData(), others, folder) ?? folder.LabelByFolder();
            return plan.Correct(images with { Notes = [.. images.Notes.Select(note => note with { Path = Path.Combine(path, note.Path) })] }, path);
        }

        /// <summary>What corrections call a picture: its path below <see cref="TrainingPlan.Data"/>, or its whole path where it is of another folder.</summary>
        public string NameOf(LabelledImage image) => plan.Apart.Contains(image.Folder, StringComparer.Ordinal) ? image.Path : image.Name;

        private LabelledImages Correct(LabelledImages images, string folder) => plan.Corrections is { } given
            ? images.Apply(Corrections.Read(given.FileFor(plan.Folder)).Only(line => plan.FolderOf(line) == folder))
            : images;

        private string FolderOf(Correction line) => Path.IsPathRooted(line.PictureFile)
            ? plan.Apart.FirstOrDefault(other => line.PictureFile.StartsWith($"{Path.TrimEndingDirectorySeparator(other)}{Path.DirectorySeparatorChar}", StringComparison.Ordinal)) ?? plan.Data
            : plan.Data;

        private ImageFolder OpenData() => ImageFolder.Open(plan.Data, plan.ClassFolder, [.. plan.Apart]);

        private IReadOnlyList<ImageFolder> OpenOthers() => [.. plan.Apart.Select(path => ImageFolder.Open(path, plan.ClassFolder))];

        private IEnumerable<string> Apart => ((string?[])[plan.Valid, plan.Test]).OfType<string>();
    }
}
