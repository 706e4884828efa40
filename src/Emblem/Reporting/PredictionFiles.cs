using Emblem.Export;
using Emblem.Foundation;

namespace Emblem.Reporting;

/// <summary>The files that predictions are written into; null for none of a kind.</summary>
public sealed record PredictionFiles
{
    /// <summary>A table, by <see cref="PredictionTable"/>.</summary>
    public string? Csv { get; init; }

    /// <summary>The table's columns.</summary>
    public PredictionColumns Columns { get; init; }

    /// <summary>JSON lines, by <see cref="PredictionLines"/>.</summary>
    public string? JsonLines { get; init; }

    /// <summary>A Parquet file, by <see cref="PredictionParquet"/>.</summary>
    public string? Parquet { get; init; }

    /// <summary>Those that are wanted.</summary>
    internal IReadOnlyList<string> All => [.. ((string?[])[Csv, JsonLines, Parquet]).OfType<string>()];

    /// <inheritdoc/>
    public override string ToString() => All.Count == 0 ? "no file" : string.Join(", ", All);

    /// <summary>Asks before the work what can be known before it.</summary>
    /// <exception cref="EmblemException">One cannot be written, two are one, or a class has the name of a Parquet column.</exception>
    internal void RequireWritable(IReadOnlyList<string> classes)
    {
        foreach (string file in All)
            WritablePlace.RequireFile(file);
        if (All.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Count() < All.Count)
            throw new EmblemException($"Each kind of file needs a name of its own; given were {this}.");
        if (Parquet is not null)
            PredictionParquet.SchemaOf(classes);
    }

    /// <summary>Writes all of them.</summary>
    /// <param name="predictions">Read once for each.</param>
    /// <param name="classes">The model's.</param>
    internal void Write(IEnumerable<Prediction> predictions, IReadOnlyList<string> classes)
    {
        if (Csv is not null)
            PredictionTable.Write(Csv, predictions, classes, Columns);
        if (JsonLines is not null)
            PredictionLines.Write(JsonLines, predictions);
        if (Parquet is not null)
            PredictionParquet.Write(Parquet, predictions, classes);
    }
}
