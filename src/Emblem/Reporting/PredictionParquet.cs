using System.Runtime.CompilerServices;
using Emblem.Export;
using Emblem.Foundation;
using Parquet;
using Parquet.Schema;

namespace Emblem.Reporting;

/// <summary>
/// Predictions as a Parquet file with the columns of <see cref="PredictionTable"/>: <c>picture_file</c>, a probability a class, <c>predictions</c>, <c>novelty</c> and
/// <c>reason</c>. What a row does not have is null.
/// </summary>
public static class PredictionParquet
{
    // Rows that are in memory at once; readers skip whole groups.
    private const int RowsInGroup = 10_000;

    /// <summary>Writes the file atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="predictions">In the order of the rows; read once.</param>
    /// <param name="classes">The model's class names: the probability columns.</param>
    /// <exception cref="EmblemException">A class has the name of another column.</exception>
    public static void Write(string path, IEnumerable<Prediction> predictions, IReadOnlyList<string> classes)
    {
        ParquetSchema schema = SchemaOf(classes);
        AtomicFile.Write(path, stream => WriteAsync(stream, schema, predictions, classes.Count).GetAwaiter().GetResult());
    }

    /// <summary>Whether each column can have its name.</summary>
    /// <exception cref="EmblemException">A class has the name of another column.</exception>
    internal static ParquetSchema SchemaOf(IReadOnlyList<string> classes)
    {
        DataField[] fields =
        [
            new DataField<string>("picture_file", nullable: false), .. classes.Select(name => new DataField<float?>(name)),
            new DataField<string>("predictions", nullable: true), new DataField<double?>("novelty"), new DataField<string>("reason", nullable: true),
        ];
        string? twice = fields.GroupBy(field => field.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)?.Key;
        return twice is null ? new ParquetSchema(fields)
            : throw new EmblemException($"The class '{twice}' has the name of another column, and a Parquet file has each name once. Write CSV or JSON lines, or name the class otherwise.");
    }

    private static async Task WriteAsync(Stream stream, ParquetSchema schema, IEnumerable<Prediction> predictions, int classes)
    {
        ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable disposed = writer.ConfigureAwait(false);
        foreach (Prediction[] rows in predictions.Chunk(RowsInGroup))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAsync(schema.DataFields[0], [.. rows.Select(row => row.File)]).ConfigureAwait(false);
            for (int i = 0; i < classes; i++)
                await group.WriteAsync<float>(schema.DataFields[i + 1], rows.Select(row => row.Probabilities.Count == 0 ? (float?)null : row.Probabilities[i]).ToArray()).ConfigureAwait(false);
            await group.WriteAsync(schema.DataFields[classes + 1], rows.Select(row => row.Label).ToArray()!).ConfigureAwait(false);
            await group.WriteAsync<double>(schema.DataFields[classes + 2], rows.Select(row => row.Novelty).ToArray()).ConfigureAwait(false);
            await group.WriteAsync(schema.DataFields[classes + 3], rows.Select(row => row.Reason).ToArray()!).ConfigureAwait(false);
        }
    }
}
