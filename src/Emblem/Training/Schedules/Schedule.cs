namespace Emblem.Training.Schedules;

/// <summary>A value over a fit: from progress, 0 at the first batch and below 1 at the last, to the value in force for that batch.</summary>
public delegate double Schedule(double progress);

/// <summary>The schedules to build others from.</summary>
public static class Schedules
{
    /// <summary>Half a cosine wave from one value to the other: slow, fast, slow.</summary>
    public static Schedule Cosine(double start, double end) => progress => end + ((start - end) / 2 * (Math.Cos(Math.PI * progress) + 1));

    /// <summary>Grows or shrinks by the same factor each step.</summary>
    public static Schedule Exponential(double start, double end) => progress => start * Math.Pow(end / start, progress);

    /// <summary>The same throughout.</summary>
    public static Schedule Constant(double value) => _ => value;

    /// <summary>One schedule for the first part of the fit, another for the rest, each seeing its own progress from 0 to 1.</summary>
    /// <param name="fraction">Where the second begins, 0 to 1.</param>
    /// <param name="first">In force before.</param>
    /// <param name="second">In force from there on.</param>
    public static Schedule Join(double fraction, Schedule first, Schedule second) => progress =>
        progress < fraction ? first(progress / fraction) : second((progress - fraction) / (1 - fraction));
}
