using System.Text.Json;
using Emblem.ModelFiles;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles.PyTorch;

/// <summary>Files that torch 1.13, torch 2.13 and fastai 2 wrote, and broken ones.</summary>
public sealed class PyTorchGoldenTests
{
    [Theory]
    [InlineData("torch213_zip.pth")]
    [InlineData("torch213_legacy.pth")]
    [InlineData("torch213_checkpoint.pth")]
    [InlineData("fastai2_save.pth")]
    public void TodaysFilesReadToTheirValues(string name)
    {
        using JsonDocument golden = Expected("torch213_expected.json");
        using WeightsFile file = WeightsFile.Open(PathOf(name));

        TensorValues.AssertEqual(golden.RootElement.GetProperty("files").GetProperty(name).GetProperty("tensors"), file);
    }

    [Theory]
    [InlineData("state_zip.pth")]
    [InlineData("state_legacy.pth")]
    [InlineData("fastai_style.pth")]
    public void OlderFilesReadToTheirValues(string name)
    {
        using JsonDocument golden = Expected("pth_expected.json");
        using WeightsFile file = WeightsFile.Open(PathOf(name));

        TensorValues.AssertEqual(golden.RootElement, file);
    }

    [Theory]
    [InlineData("evil_zip.pth", "posix.system")]
    [InlineData("evil_legacy.pth", "posix.system")]
    [InlineData("truncated_zip.pth", "cut short")]
    [InlineData("truncated_legacy.pth", "cut short")]
    public void BrokenAndEvilFilesAreRefusedSayingWhy(string name, string says)
    {
        var fault = Assert.ThrowsAny<ModelFileException>(() => WeightsFile.Open(PathOf(name)));

        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists("emblem-pwned"));
        Assert.False(File.Exists(Path.Combine(AppContext.BaseDirectory, "emblem-pwned")));
    }

    [Theory]
    [InlineData("torch213_zip.pth")]
    [InlineData("torch213_legacy.pth")]
    public void TruncationsAreRefused(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("cut.pth");
        byte[] whole = File.ReadAllBytes(PathOf(name));

        for (int length = 0; length < whole.Length; length += length < whole.Length - 100 ? 11 : 1)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.ThrowsAny<ModelFileException>(() => WeightsFile.Open(path).Dispose());
        }
    }

    private static string PathOf(string name) => GoldenFile.PathOf(Path.Combine("pth", name));

    private static JsonDocument Expected(string name) => JsonDocument.Parse(File.ReadAllBytes(PathOf(name)));
}
