using System.Text;
using System.Text.Json;
using Emblem.ModelFiles;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles;

public sealed class SafetensorsTests
{
    [Fact]
    public void WhatIsWrittenReadsBack()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("model.safetensors");
        byte[] bytes = [.. Enumerable.Range(0, 24).Select(i => (byte)i)];

        SafetensorsWriter.Write(
            path,
            [new NamedTensor("b", TensorType.F32, [2, 3], bytes), new NamedTensor("naïve", TensorType.U8, [0, 4], Array.Empty<byte>())],
            new Dictionary<string, string> { ["k"] = "v" });
        using SafetensorsFile file = SafetensorsFile.Open(path);
        byte[] read = new byte[24];
        file.Read(file.Find("b")!, read);

        Assert.Equal(bytes, read);
        Assert.Equal([0, 4], file.Find("naïve")!.Shape);
        Assert.Equal("v", file.Metadata["k"]);
    }

    [Fact]
    public void EveryTypeIsWrittenAndReadBack()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("model.safetensors");
        NamedTensor[] tensors =
        [
            .. Enum.GetValues<TensorType>().Select(type => new NamedTensor(
                type.ToString(), type, [2, 4], Enumerable.Range(1, TensorTypes.BitsOf(type)).Select(i => (byte)(i * (int)type)).ToArray())),
        ];

        SafetensorsWriter.Write(path, tensors);
        using SafetensorsFile file = SafetensorsFile.Open(path);

        Assert.Equal(tensors.Length, file.Entries.Count);
        Assert.All(tensors, tensor =>
        {
            TensorEntry found = file.Find(tensor.Name)!;
            Assert.Equal(tensor.Type, found.Type);
            Assert.Equal(tensor.Bytes.ToArray(), TensorValues.Bytes(file, found));
        });
    }

    [Fact]
    public void EqualTensorsGiveEqualFilesInAnyOrder()
    {
        using var folder = new TemporaryFolder();
        NamedTensor[] tensors = [new("b", TensorType.F32, [1], new byte[4]), new("a", TensorType.F32, [1], new byte[4]), new("c", TensorType.I64, [], new byte[8])];
        (string first, string second) = (folder.Create("1"), folder.Create("2"));

        SafetensorsWriter.Write(first, tensors, new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" });
        SafetensorsWriter.Write(second, [.. tensors.Reverse()], new Dictionary<string, string> { ["y"] = "2", ["x"] = "1" });

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public void TheOfficialWritersFileReadsToItsValues()
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(GoldenFile.PathOf("official_safetensors.json")));
        using SafetensorsFile file = SafetensorsFile.Open(GoldenFile.PathOf("official.safetensors"));

        TensorValues.AssertEqual(golden.RootElement.GetProperty("tensors"), file);
    }

    [Fact]
    public void AViewShowsWhatReadingCopies()
    {
        using SafetensorsFile file = SafetensorsFile.Open(GoldenFile.PathOf("official.safetensors"));

        Assert.All(file.Entries, entry => Assert.Equal(TensorValues.Bytes(file, entry), file.View(entry, bytes => bytes.ToArray())));
    }

    [Fact]
    public void AViewOfACutOrClosedFileIsAnError()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("model.safetensors");
        SafetensorsWriter.Write(path, [new NamedTensor("a", TensorType.I64, [2], new byte[16])]);
        SafetensorsFile file = SafetensorsFile.Open(path);
        TensorEntry entry = file.Find("a")!;
        Assert.Equal(16, file.View(entry, bytes => bytes.Length));

        using (var cut = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            cut.SetLength(cut.Length - 1);
        Assert.ThrowsAny<ModelFileException>(() => file.View(entry, bytes => bytes.Length));
        Assert.ThrowsAny<ModelFileException>(() => file.Read(entry, new byte[16]));
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => file.View(entry, bytes => bytes.Length));
    }

    [Fact]
    public void EveryTruncationIsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("model.safetensors");
        SafetensorsWriter.Write(path, [new NamedTensor("a", TensorType.I64, [2], new byte[16])]);
        byte[] whole = File.ReadAllBytes(path);

        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.ThrowsAny<ModelFileException>(() => SafetensorsFile.Open(path).Dispose());
        }
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}}""", "does not fill whole bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[-0,1]}}""", "no whole number")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1e0],"data_offsets":[0,1]}}""", "no whole number")]
    [InlineData("""{"a":{"dtype":"U8","shape":[9223372036854775807,2,0],"data_offsets":[0,0]}}""", "more elements than can be counted")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", "each once")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,1]}}""", "more than 2 numbers")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", "twice")]
    [InlineData("""{"a\ud800":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}} {}""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},}""", "not valid JSON")]
    public void AHeaderThatBreaksARuleIsRefusedSayingWhich(string header, string says)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("model.safetensors");
        byte[] json = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)json.Length), .. json, 0]);

        var fault = Assert.ThrowsAny<ModelFileException>(() => SafetensorsFile.Open(path));

        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoTensorIsWrittenUnderTheMetadatasName()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("model.safetensors");

        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(path, [new NamedTensor("__metadata__", TensorType.U8, [1], new byte[1])]));
        Assert.False(File.Exists(path));
    }
}
