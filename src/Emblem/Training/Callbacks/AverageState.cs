using Emblem.ModelFiles;

namespace Emblem.Training.Callbacks;

/// <summary>A copy of <see cref="AveragedWeights"/> between two batches.</summary>
/// <param name="AverageIsInModel">Then <paramref name="Resting"/> are the latest weights, else the average.</param>
/// <param name="Batches">Averaged so far.</param>
/// <param name="Resting">What is not in the model.</param>
internal sealed record AverageState(bool AverageIsInModel, int Batches, IReadOnlyList<NamedTensor> Resting);
