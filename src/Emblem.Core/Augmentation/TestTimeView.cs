namespace Emblem.Augmentation;

/// <summary>One of the views that a prediction is averaged over.</summary>
/// <param name="Weight">How much its probabilities count; those of all views add up to 1.</param>
/// <param name="Changes">What makes it; none is the plain view.</param>
internal sealed record TestTimeView(double Weight, IReadOnlyList<IAugmentation> Changes);
