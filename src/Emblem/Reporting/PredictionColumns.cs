namespace Emblem.Reporting;

/// <summary>The columns of a table of predictions.</summary>
public enum PredictionColumns
{
    /// <summary><c>picture_file</c>, a probability column a class named after it, <c>predictions</c>, <c>novelty</c> (<see cref="Export.Prediction.Novelty"/>; above 1 the picture is neither of the classes), <c>reason</c>.</summary>
    Named,

    /// <summary>The notebook's own, as pandas writes them: an unnamed index, <c>picture_file</c>, <c>preds1</c> …, <c>predictions</c>.</summary>
    Notebook,
}
