using Emblem.Training;
using Emblem.Training.Callbacks;

namespace Emblem.Runs;

/// <summary>Tells of epochs as soon as they end, before anything that an epoch leads to.</summary>
internal sealed class EpochEvents(RunTeller teller) : Callback
{
    public override void OnEpochEnd(FitContext fit, EpochRecord epoch) => teller.Tell(new EpochTrained(epoch));
}
