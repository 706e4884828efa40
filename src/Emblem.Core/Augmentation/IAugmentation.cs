using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>
/// One kind of random change to training pictures. It only chooses: the choice goes into the plan, and the
/// <see cref="Resampler"/> carries out all of them at once. Implementations keep no state, so worker threads share them.
/// </summary>
public interface IAugmentation
{
    /// <summary>Adds this augmentation's choice for one picture to its plan, or nothing.</summary>
    /// <param name="plan">Of the picture at hand.</param>
    /// <param name="random">
    /// The only source of chance. Take the same number of values whatever is chosen, so that a changed probability of one
    /// augmentation leaves the choices of the next ones alone.
    /// </param>
    void Choose(SamplingPlan plan, RandomStream random);
}
