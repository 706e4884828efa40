using Emblem.Training;
using Emblem.Training.Callbacks;

namespace Emblem.Runs;

/// <summary>
/// Saves the weights that a fit ends with, which the run can do without: the best ones are another file. Comes before a callback that puts those back.
/// </summary>
internal sealed class SaveLastModel(string path, RunTeller teller) : Callback
{
    public override void OnFitEnd(FitContext fit) => teller.Try(Path.GetFileName(path), () =>
    {
        fit.Learner.Save(path);
        return path;
    });
}
