namespace Emblem.Benchmarks.Features;

/// <summary>What one pass over one view of a picture gives: mean and largest value of each feature, stage by stage.</summary>
internal sealed record StageRow(float[][] Means, float[][] Maxima);
