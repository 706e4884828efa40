using System.Security.Cryptography;
using Emblem.ModelFiles;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles;

public sealed class TensorHashTests : IDisposable
{
    private static readonly ModelMetadata Description = ModelMetadataTests.Small;
    private static readonly NamedTensor Bias = new("bias", TensorType.F32, [2], new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
    private static readonly NamedTensor Count = new("count", TensorType.I64, [1], new byte[] { 9, 0, 0, 0, 0, 0, 0, 0 });

    private readonly TemporaryFolder _folder = new();

    private string Model => _folder.Create("model.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ASavedModelIsAsWritten()
    {
        ModelFile.Write(Model, [Bias, Count], Description);

        using WeightsFile file = WeightsFile.Open(Model, verify: true);

        Assert.True(file.VerifyTensors());
        Assert.Equal(Description.ToHeader()["emblem"], ModelMetadata.Read(file).ToHeader()["emblem"]);
    }

    [Fact]
    public void EqualModelsAreEqualFiles()
    {
        string other = _folder.Create("other.safetensors");
        ModelFile.Write(Model, [Bias, Count], Description);
        ModelFile.Write(other, [Count, Bias], Description);

        Assert.Equal(File.ReadAllBytes(Model), File.ReadAllBytes(other));
    }

    [Fact]
    public void EveryFlippedBitOfATensorIsFound()
    {
        ModelFile.Write(Model, [Bias, Count], Description);
        byte[] whole = File.ReadAllBytes(Model);

        for (int at = whole.Length - 16; at < whole.Length; at++)
        {
            byte[] flipped = [.. whole];
            flipped[at] ^= 0x10;
            File.WriteAllBytes(Model, flipped);

            WeightsFile.Open(Model, verify: false).Dispose();
            var fault = Assert.Throws<ModelFileDamagedException>(() => WeightsFile.Open(Model, verify: true));
            Assert.StartsWith($"{Model} is damaged", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void NamesTypesAndShapesCountToo()
    {
        string hash = Of(Bias);

        Assert.NotEqual(hash, Of(Bias with { Name = "bios" }));
        Assert.NotEqual(hash, Of(Bias with { Shape = [1, 2] }));
        Assert.NotEqual(hash, Of(Bias with { Type = TensorType.I32 }));
        Assert.Equal(hash, Of(Bias));
    }

    /// <summary>Of any length, in order of names: what files in the world already carry.</summary>
    [Fact]
    public void ItIsTheHashOfNamesTypesShapesAndBytes()
    {
        var large = new NamedTensor("large", TensorType.F32, [300, 100], new byte[120_000]);
        byte[] all = [.. "bias\0F32\02\0"u8, .. Bias.Bytes.Span, .. "large\0F32\0300,100\0"u8, .. large.Bytes.Span];

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(all)), TensorHash.Of([StreamedTensor.Of(large), StreamedTensor.Of(Bias)]));
    }

    [Fact]
    public void AFileOfAnotherProgramHasNothingToCompare()
    {
        SafetensorsWriter.Write(Model, [Bias]);

        using WeightsFile file = WeightsFile.Open(Model, verify: true);

        Assert.False(file.VerifyTensors());
    }

    private static string Of(NamedTensor tensor) => TensorHash.Of([StreamedTensor.Of(tensor)]);
}
