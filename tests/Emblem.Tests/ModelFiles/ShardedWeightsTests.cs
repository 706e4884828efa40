using System.Text.Json;
using Emblem.ModelFiles;
using Emblem.Tests.ModelFiles.PyTorch;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles;

public sealed class ShardedWeightsTests
{
    private const string First = "model-00001-of-00002.safetensors";
    private const string Second = "model-00002-of-00002.safetensors";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IndexAndFolderOpenTheSameTensors(bool asFolder)
    {
        using var folder = new TemporaryFolder();
        Shards(folder);
        string index = Index(folder, ("a", First), ("b", First), ("c", Second));

        using WeightsFile file = WeightsFile.Open(asFolder ? folder.Path : index);

        Assert.Equal(["a", "b", "c"], file.Entries.Select(entry => entry.Name));
        Assert.Equal([1, 2, 3], file.Entries.Select(entry => TensorValues.Bytes(file, entry)[0]));
        Assert.Equal((index, "safetensors in 2 shards", 3), (file.Path, file.Format, file.Files.Count));
        Assert.False(file.VerifyTensors());
    }

    [Fact]
    public void ShardsMayBePyTorchs()
    {
        using var folder = new TemporaryFolder();
        CraftedCheckpoint.Of([Byte("a", 7)]).Write(folder, "pytorch_model-1.bin");
        Index(folder, "pytorch_model.bin.index.json", ("a", "pytorch_model-1.bin"));

        using WeightsFile file = WeightsFile.Open(folder.Path);

        Assert.Equal(7, TensorValues.Bytes(file, file.Find("a")!)[0]);
    }

    [Theory]
    [InlineData("../outside.safetensors")]
    [InlineData("..")]
    [InlineData("/etc/passwd")]
    [InlineData("sub/model.safetensors")]
    [InlineData("..\\outside.safetensors")]
    [InlineData("C:model.safetensors")]
    [InlineData("")]
    public void AShardOutsideOfTheFolderIsRefusedByName(string shard)
    {
        using var folder = new TemporaryFolder();
        Shards(folder);

        string message = Refused(Index(folder, ("a", First), ("b", First), ("c", shard)));

        Assert.Contains($"places 'c' in '{shard}', which leads out of its folder or is no file name", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingShardIsNamed()
    {
        using var folder = new TemporaryFolder();
        Shards(folder);
        File.Delete(Path.Combine(folder.Path, Second));

        Assert.Contains($"names 2 shards, and 1 of them are not beside it: '{Second}'", Refused(Index(folder, ("a", First), ("b", First), ("c", Second))), StringComparison.Ordinal);
    }

    [Fact]
    public void ATensorInTwoShardsIsNamedWithBoth()
    {
        using var folder = new TemporaryFolder();
        Shards(folder);
        SafetensorsWriter.Write(Path.Combine(folder.Path, Second), [Byte("c", 3), Byte("b", 9)]);

        Assert.Contains($"'b' is in two of its shards, '{First}' and '{Second}'", Refused(Index(folder, ("a", First), ("b", First), ("c", Second))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b", null, "holds 'b', which it does not name")]
    [InlineData("b", Second, "holds 'b', which it places in")]
    [InlineData("d", First, "it places 'd' in")]
    public void AnIndexThatContradictsItsShardsIsRefused(string tensor, string? shard, string says)
    {
        using var folder = new TemporaryFolder();
        Shards(folder);
        var map = new Dictionary<string, string> { ["a"] = First, ["b"] = First, ["c"] = Second };
        if (shard is null)
            map.Remove(tensor);
        else
            map[tensor] = shard;

        Assert.Contains(says, Refused(Index(folder, [.. map.Select(pair => (pair.Key, pair.Value))])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"error\": \"not found\"}", "JSON without a 'weight_map'")]
    [InlineData("{\"weight_map\": {}}", "JSON without a 'weight_map'")]
    [InlineData("{\"weight_map\": [1]}", "where an object was expected")]
    [InlineData("{\"weight_map\": {\"a\": 1}}", "where a file name was expected")]
    [InlineData("{\"weight_map\": {\"a\": \"x\", \"a\": \"x\"}}", "places 'a' twice")]
    [InlineData("{\"weight_map\": {\"a\": \"x\"", "not valid JSON")]
    [InlineData("{\"weight_map\": {\"a\": \"model.safetensors.index.json\"}}", "neither safetensors nor a PyTorch file")]
    public void ADamagedIndexSaysWhatIsWrong(string json, string says)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("model.safetensors.index.json");
        File.WriteAllText(path, json);

        Assert.Contains(says, Refused(path), StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderOfSeveralFilesAsksForOne()
    {
        using var folder = new TemporaryFolder();
        Shards(folder);

        string message = Assert.ThrowsAny<ModelFileException>(() => WeightsFile.Open(folder.Path)).Message;

        Assert.Contains($"is a folder with 2 files of weights: {First}, {Second}", message, StringComparison.Ordinal);
    }

    private static void Shards(TemporaryFolder folder)
    {
        SafetensorsWriter.Write(Path.Combine(folder.Path, First), [Byte("a", 1), Byte("b", 2)]);
        SafetensorsWriter.Write(Path.Combine(folder.Path, Second), [Byte("c", 3)]);
    }

    private static string Index(TemporaryFolder folder, params (string Tensor, string Shard)[] map) => Index(folder, "model.safetensors.index.json", map);

    private static string Index(TemporaryFolder folder, string name, params (string Tensor, string Shard)[] map)
    {
        string path = folder.Create(name);
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            metadata = new { total_size = 3 },
            weight_map = map.ToDictionary(pair => pair.Tensor, pair => pair.Shard),
        }));
        return path;
    }

    private static string Refused(string path) => Assert.ThrowsAny<ModelFileException>(() => WeightsFile.Open(path).Dispose()).Message;

    private static NamedTensor Byte(string name, byte value) => new(name, TensorType.U8, [1], new[] { value });
}
