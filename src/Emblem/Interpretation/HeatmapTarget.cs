using Emblem.Foundation;

namespace Emblem.Interpretation;

/// <summary>
/// What a heatmap shows the evidence for: the class that a picture was taken for, the one that it is, any other, or one class against another. A value: two
/// of one meaning are equal.
/// </summary>
public sealed record HeatmapTarget
{
    private readonly Choice _choice;
    private readonly string? _class;
    private readonly HeatmapTarget? _against;

    private HeatmapTarget(Choice choice, string? ofClass = null, HeatmapTarget? against = null)
    {
        _choice = choice;
        _class = ofClass;
        _against = against;
    }

    private enum Choice
    {
        Predicted,
        Actual,
        Class,
    }

    /// <summary>The class that the model answered; the map is empty where it gave no answer.</summary>
    public static HeatmapTarget Predicted { get; } = new(Choice.Predicted);

    /// <summary>The labelled class, as fast.ai draws it.</summary>
    public static HeatmapTarget Actual { get; } = new(Choice.Actual);

    /// <summary>One class for all pictures.</summary>
    /// <param name="name">As the set names it.</param>
    public static HeatmapTarget Class(string name) => new(Choice.Class, name);

    /// <summary>
    /// What speaks for this class and not for another: Grad-CAM of the difference of their logits. <c>Predicted.Against(Actual)</c> shows what led to a
    /// mistake; of a right answer it is empty.
    /// </summary>
    /// <param name="other">A class.</param>
    /// <exception cref="ArgumentException">One of the two is such a difference itself.</exception>
    public HeatmapTarget Against(HeatmapTarget other) => _against is null && other._against is null
        ? new HeatmapTarget(_choice, _class, other)
        : throw new ArgumentException("A heatmap sets one class against one other.", nameof(other));

    /// <inheritdoc/>
    public override string ToString()
    {
        string name = _class ?? _choice.ToString().ToLowerInvariant();
        return _against is null ? name : $"{name} against {_against}";
    }

    /// <summary>The numbers of <see cref="GradCam"/>, one a class.</summary>
    /// <param name="classes">The class names, in index order.</param>
    /// <param name="actual">The picture's class.</param>
    /// <param name="predicted">The answer; −1 for none, which leaves all numbers 0.</param>
    /// <exception cref="EmblemException">There is no such class.</exception>
    internal float[] Direction(IReadOnlyList<string> classes, int actual, int predicted)
    {
        float[] direction = new float[classes.Count];
        int label = IndexIn(classes, actual, predicted);
        int other = _against?.IndexIn(classes, actual, predicted) ?? label;
        if (label < 0 || other < 0)
            return direction;
        direction[label] = 1;
        if (_against is not null)
            direction[other] -= 1;
        return direction;
    }

    private int IndexIn(IReadOnlyList<string> classes, int actual, int predicted) => _choice switch
    {
        Choice.Predicted => predicted,
        Choice.Actual => actual,
        _ => classes.Index().Where(known => known.Item == _class).Select(known => (int?)known.Index).FirstOrDefault()
            ?? throw new EmblemException($"There is no class '{_class}' among the {classes.Count} that the model knows."),
    };
}
