using Emblem.ModelFiles;
using Emblem.Tests.ModelFiles.Onnx;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles;

/// <summary>A file's format is told by its first bytes.</summary>
public sealed class WeightsFileTests
{
    [Fact]
    public void TheNameDoesNotMatter()
    {
        using var folder = new TemporaryFolder();
        string disguised = folder.Create("weights.safetensors");
        File.Copy(GoldenFile.PathOf(Path.Combine("pth", "state_zip.pth")), disguised);
        string other = folder.Create("weights.pth");
        File.Copy(GoldenFile.PathOf("official.safetensors"), other);

        using WeightsFile first = WeightsFile.Open(disguised);
        using WeightsFile second = WeightsFile.Open(other);

        Assert.IsType<PyTorchFile>(first);
        Assert.IsType<SafetensorsFile>(second);
    }

    /// <summary>Opening either would wait for a writer that never comes, or read without end.</summary>
    [Fact]
    public void APipeAndADeviceAreRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere there are no such files.");
        using var folder = new TemporaryFolder();
        string pipe = folder.Create("weights.safetensors");
        OddFiles.MakePipe(pipe);

        Assert.Equal($"'{pipe}' is a pipe, not a file. Give a weights file.", Assert.Throws<ModelFileException>(() => WeightsFile.Open(pipe)).Message);
        Assert.Throws<ModelFileException>(() => WeightsFile.Open("/dev/zero"));
    }

    /// <summary>A header of 2056 bytes begins as an ONNX model's version does; its <c>{</c> decides.</summary>
    [Fact]
    public void AnOnnxModelIsToldFromTheOthers()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Create("weights.pth");
        NamedTensor tensor = new("w", TensorType.U8, [3], new byte[3]);
        File.WriteAllBytes(model, OnnxWriter.Model(OnnxWriter.Graph(OnnxWriter.Plain(tensor))));
        string other = folder.Create("weights.onnx");
        SafetensorsWriter.Write(other, [tensor], new Dictionary<string, string> { ["long"] = new string('x', 1976) });
        Assert.Equal([0x08, 0x08, 0, 0], File.ReadAllBytes(other)[..4]);

        using WeightsFile first = WeightsFile.Open(model);
        using WeightsFile second = WeightsFile.Open(other);

        Assert.IsType<OnnxFile>(first);
        Assert.IsType<SafetensorsFile>(second);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("<!DOCTYPE html><html></html>", "begins '<!DOCTYPE html><'. If it is a web page")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "Git LFS")]
    [InlineData("\u0001\u0002", "begins 0102")]
    public void WhatIsNoWeightsFileIsRefusedSayingWhatItIs(string content, string says)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("weights.pth");
        File.WriteAllText(path, content);

        var fault = Assert.ThrowsAny<ModelFileException>(() => WeightsFile.Open(path));

        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderIsRefused()
    {
        using var folder = new TemporaryFolder();

        var fault = Assert.ThrowsAny<ModelFileException>(() => WeightsFile.Open(folder.Path));

        Assert.Contains("is a folder", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARefusedFileIsNotKeptOpen()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("weights.pth");
        File.Copy(GoldenFile.PathOf(Path.Combine("pth", "evil_zip.pth")), path);

        Assert.ThrowsAny<ModelFileException>(() => WeightsFile.Open(path));

        using var exclusive = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(exclusive.Length > 0);
    }
}
