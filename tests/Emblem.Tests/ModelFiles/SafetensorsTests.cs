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
    public void EveryTruncationIsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("model.safetensors");
        SafetensorsWriter.Write(path, [new NamedTensor("a", TensorType.I64, [2], new byte[16])]);
        byte[] whole = File.ReadAllBytes(path);

        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<ModelFileException>(() => SafetensorsFile.Open(path).Dispose());
        }
    }
}
