using Emblem.Training;
using Emblem.Training.Callbacks;

namespace Emblem.Runs;

/// <summary>Saves the weights that a fit ends with. Comes before a callback that puts the best ones back.</summary>
internal sealed class SaveLastModel(string path) : Callback
{
    public override void OnFitEnd(FitContext fit) => fit.Learner.Save(path);
}
