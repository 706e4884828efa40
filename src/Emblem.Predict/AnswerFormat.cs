namespace Emblem.Predict;

/// <summary>How answers are printed.</summary>
internal enum AnswerFormat
{
    /// <summary>For people: the most probable class of each picture.</summary>
    Table,

    /// <summary>The rows that <c>emblem predict --csv</c> writes.</summary>
    Csv,

    /// <summary>The lines that <c>emblem predict --jsonl</c> writes.</summary>
    JsonLines,
}
