using Emblem.Data;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;

namespace Emblem.Runs;

/// <summary>A saved model that a run goes on from: larger pictures, more of them, or more epochs.</summary>
/// <param name="Path">The model's file, a whole path.</param>
/// <param name="Description">What the file says of itself.</param>
/// <param name="Run">The run that made it; null where the file lies alone.</param>
internal sealed record EarlierModel(string Path, ModelMetadata Description, TrainingPlan? Run)
{
    /// <summary>Opens it.</summary>
    /// <param name="path">A run's folder, for its best model, or a file.</param>
    /// <exception cref="EmblemException">There is no model, or none that Emblem saved.</exception>
    public static EarlierModel Open(string path)
    {
        string whole = System.IO.Path.GetFullPath(path);
        bool isFolder = Directory.Exists(whole);
        var folder = new RunFolder(isFolder ? whole : System.IO.Path.GetDirectoryName(whole)!);
        string file = isFolder ? folder.Best : whole;
        if (!File.Exists(file))
        {
            throw new EmblemException(
                $"There is no model '{file}' to go on from. Give the folder of a run that has trained for an epoch, or a .safetensors file that Emblem saved.");
        }

        using WeightsFile opened = WeightsFile.Open(file);
        return new EarlierModel(file, ModelMetadata.Read(opened), folder.HasBegun ? TrainingPlan.Read(folder) : null);
    }

    /// <summary>
    /// The request with what the model decides: network and weights, size and kind of picture; and with its run's labels and division of the same pictures,
    /// so that none that taught it comes to judge it. What was asked for stays as asked.
    /// </summary>
    /// <exception cref="EmblemException">Other weights or another network are asked for too.</exception>
    public TrainingRequest Complete(TrainingRequest asked)
    {
        if (asked.Weights is not null)
            throw new EmblemException($"Training starts from weights or goes on from a model, and both were given: '{asked.Weights}' and '{asked.From}'. Leave one of them out.");
        if (asked.Architecture is { } name && Architectures.Find(name).Name != Description.Architecture)
            throw new EmblemException($"The model to go on from is a {Description.Architecture}, and the network asked for is {name}. Leave the network out.");
        TrainingRequest completed = asked with
        {
            Architecture = Description.Architecture,
            Weights = Path,
            ImageSize = asked.ImageSize ?? Description.Preprocessing.Width,
            Resize = asked.Resize ?? Description.Preprocessing.Resize,
            Resampling = asked.Resampling ?? Description.Preprocessing.Resampling,
        };
        return Run is { } run && run.Data == System.IO.Path.GetFullPath(asked.Data) ? DividedAs(run, completed) : completed;
    }

    /// <summary>The model as the weights that training starts with.</summary>
    public BodyWeights ToWeights() => PretrainedWeights.FromFile(Path, Architectures.Find(Description.Architecture)) with { Remark = null };

    /// <summary>
    /// Says which head the new run begins with, and whether pictures that taught the model are to judge the next one: that some do, or that nobody knows.
    /// </summary>
    /// <param name="now">The new run's division.</param>
    /// <param name="plan">The new run's.</param>
    /// <param name="teller">Told of it.</param>
    /// <exception cref="EmblemException">Folds are asked for, and pictures of theirs taught the model.</exception>
    public void Compare(ImageSplit now, TrainingPlan plan, RunTeller teller)
    {
        teller.Note(plan.Recipe.Head is null
            ? KeptHead.Find(plan.Start!, now.Classes, HeadChoice.Linear).Remark
            : $"The recipe '{plan.Recipe.Name}' fits a head of its own: that of {Path} is left aside.");
        if (Run is null || PictureInventory.Taught(Run.Folder) is not { } taught)
        {
            teller.Note($"Which pictures taught {Path} is not known. Where it learned from these, scores are too good.");
            return;
        }

        if (plan.Folds > 0 && PictureInventory.Taught(now).Any(taught.Contains))
        {
            throw new EmblemException(
                "A cross-validation holds pictures out that taught the model which this run goes on from, so its score would be too good. Leave the folds out; "
                + "they say what such a training is worth where it begins from weights that never saw these pictures.");
        }

        int judging = PictureInventory.Judging(now).Count(taught.Contains);
        if (judging > 0)
        {
            teller.Warn(
                $"{judging} of the pictures that are to judge this training taught the model that it goes on from: their scores are too good. "
                + "Divide the pictures as that run did: with its seed, shares and folders, which are used where nothing else is asked for.");
        }
    }

    private static TrainingRequest DividedAs(TrainingPlan run, TrainingRequest asked)
    {
        bool ownValid = asked.Valid is not null || asked.ValidFraction is not null;
        bool ownTest = asked.Test is not null || asked.TestFraction is not null;
        return asked with
        {
            Seed = asked.Seed ?? run.Seed,
            Labels = asked.Labels ?? (run.Labels is { } labels ? labels with { TableSha256 = null } : null),
            Corrections = asked.Corrections ?? run.Corrections?.FileFor(run.Folder),
            ClassFolder = asked.ClassFolder == default ? run.ClassFolder : asked.ClassFolder,
            Valid = ownValid ? asked.Valid : run.Valid,
            ValidFraction = ownValid ? asked.ValidFraction : run.ValidFraction,
            Test = ownTest ? asked.Test : run.Test,
            TestFraction = ownTest ? asked.TestFraction : run.TestFraction,
        };
    }
}
