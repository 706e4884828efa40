using System.Text.Json;
using Emblem.Export;
using Emblem.Foundation;
using Emblem.Reporting;
using Emblem.Tests.Support;
using Parquet;

namespace Emblem.Tests.Reporting;

/// <summary>JSON lines and Parquet hold what the CSV table holds, to the bit.</summary>
public sealed class PredictionFormatsTests : IDisposable
{
    private static readonly string[] Classes = ["cat \"1\"", "dög"];

    private static readonly Prediction[] Predictions =
    [
        new Prediction("a/1.jpg", Classes, [0.1f, 0.9f], null) { Path = "/p/a/1.jpg", Novelty = 0.25 },
        new Prediction("a/2\n.jpg", Classes, [], "not a picture") { Path = "/p/a/2\n.jpg" },
        new Prediction("https://example.org/3", Classes, [1e-37f, 1f], "neither of the classes") { Novelty = 1.5 },
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EachLineIsAnAnswer()
    {
        string path = _folder.Create("a.jsonl");
        PredictionLines.Write(path, Predictions);

        string[] lines = File.ReadAllLines(path);
        JsonElement[] rows = [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(3, lines.Length);
        Assert.Contains("dög", lines[0], StringComparison.Ordinal);
        Assert.Equal(Predictions.Select(row => row.File), rows.Select(row => row.GetProperty("picture_file").GetString()));
        Assert.Equal(["dög", null, "dög"], rows.Select(row => row.GetProperty("prediction").GetString()));
        Assert.Equal([0.1f, 0.9f], rows[0].GetProperty("probabilities").EnumerateObject().Select(value => value.Value.GetSingle()));
        Assert.Empty(rows[1].GetProperty("probabilities").EnumerateObject());
        Assert.Equal("not a picture", rows[1].GetProperty("reason").GetString());
        Assert.False(rows[1].TryGetProperty("novelty", out _));
        Assert.True(rows[2].GetProperty("is_neither").GetBoolean());
    }

    [Fact]
    public async Task ParquetHasAColumnAClassAndNullsForWhatIsNotThere()
    {
        string path = _folder.Create("a.parquet");
        PredictionParquet.Write(path, Predictions, Classes);

        await using ParquetReader reader = await ParquetReader.CreateAsync(path, cancellationToken: TestContext.Current.CancellationToken);
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        var names = new string?[3];
        var cats = new float?[3];
        var novelties = new double?[3];
        var reasons = new string?[3];
        await group.ReadAsync(reader.Schema.DataFields[0], names.AsMemory()!);
        await group.ReadAsync<float>(reader.Schema.DataFields[1], cats.AsMemory());
        await group.ReadAsync<double>(reader.Schema.DataFields[4], novelties.AsMemory());
        await group.ReadAsync(reader.Schema.DataFields[5], reasons.AsMemory()!);

        Assert.Equal(["picture_file", .. Classes, "predictions", "novelty", "reason"], reader.Schema.DataFields.Select(field => field.Name));
        Assert.Equal(Predictions.Select(row => row.File), names);
        Assert.Equal([0.1f, null, 1e-37f], cats);
        Assert.Equal([0.25, null, 1.5], novelties);
        Assert.Equal([null, "not a picture", "neither of the classes"], reasons);
    }

    [Fact]
    public void AClassWithAColumnsNameIsRefusedBeforeAnything()
    {
        string path = _folder.Create("b.parquet");
        Assert.Contains("'reason'", Assert.Throws<EmblemException>(() => PredictionParquet.Write(path, [], ["a", "reason"])).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task ManyRowsGoInGroups()
    {
        string path = _folder.Create("many.parquet");
        PredictionParquet.Write(path, Enumerable.Range(0, 25_000).Select(i => new Prediction($"{i}", Classes, [0.5f, 0.5f], null)), Classes);

        await using ParquetReader reader = await ParquetReader.CreateAsync(path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(3, reader.RowGroupCount);
    }
}
