namespace Emblem.Training.Metrics;

/// <summary>
/// A number that sums up predictions over the validation pictures: reset, updated batch by batch, then read. To add one, derive a
/// sealed class and override four members.
/// </summary>
public abstract class Metric
{
    /// <summary>The heading in tables and logs: lower case with underscores.</summary>
    public abstract string Name { get; }

    /// <summary>True for errors and losses; decides what <see cref="Callbacks.SaveBestModel"/> calls better.</summary>
    public virtual bool LowerIsBetter => false;

    /// <summary>The value over everything since <see cref="Reset"/>; NaN when that is nothing.</summary>
    public abstract double Value { get; }

    /// <summary>Forgets everything.</summary>
    public abstract void Reset();

    /// <summary>Takes one batch in.</summary>
    public abstract void Update(ScoredBatch batch);

    /// <inheritdoc/>
    public override string ToString() => new MetricValue(Name, Value).ToString();
}
