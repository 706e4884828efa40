using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;

namespace Emblem.Tests.Models;

public sealed class WeightsInspectionTests
{
    [Fact]
    public void SaysWhatAFileIsAndWhatItFits()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("any.safetensors");
        using (FeatureExtractor body = Architectures.ResNet18.CreateBody().Counted())
            SafetensorsWriter.Write(path, [.. StateDictionary.Copy(body), new NamedTensor("fc.bias", TensorType.F32, [10], new byte[40])]);

        var found = WeightsInspection.Of(path);
        TensorLeakGuard.CountMadeInside(Architectures.ResNet18);

        Assert.Equal("safetensors", found.Format);
        Assert.Equal(121, found.Tensors);
        Assert.Equal(20, found.Types[TensorType.I64]);
        Assert.Equal(11_176_512 + 10, found.Parameters);
        Assert.Equal(Architectures.ResNet18, found.Fit.Architecture);
        Assert.True(found.Fit.IsWhole);
        Assert.Equal(["fc.bias"], found.Fit.Beside);
        Assert.Null(found.Model);
        Assert.Null(found.Published);
    }

    [Fact]
    public void NamesTheFirstTensorThatIsNoNumber()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("any.safetensors");
        using (FeatureExtractor body = Architectures.ResNet18.CreateBody().Counted())
        {
            byte[] broken = BitConverter.GetBytes(float.PositiveInfinity);
            SafetensorsWriter.Write(path, [.. StateDictionary.Copy(body), new NamedTensor("fc.bias", TensorType.F32, [1], broken)]);
        }

        var found = WeightsInspection.Of(path);
        TensorLeakGuard.CountMadeInside(Architectures.ResNet18);

        Assert.Equal("'fc.bias' holds NaN or infinity (its element 0)", found.NotFinite);
    }

    [Fact]
    public void NamesTheNearestArchitectureAndWhatIsMissing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("any.safetensors");
        using (FeatureExtractor body = Architectures.ResNet18.CreateBody().Counted())
        {
            SafetensorsWriter.Write(path, [.. StateDictionary.Copy(body).Where(tensor => tensor.Name != "bn1.bias" && tensor.Name != "conv1.weight"),
                new NamedTensor("conv1.weight", TensorType.F32, [64, 1, 7, 7], new byte[64 * 49 * 4])]);
        }

        ArchitectureFit fit = WeightsInspection.Of(path).Fit;
        TensorLeakGuard.CountMadeInside(Architectures.ResNet18, Architectures.ResNet34, Architectures.ResNet18Cntk);

        Assert.False(fit.IsWhole);
        Assert.Equal(Architectures.ResNet18, fit.Architecture);
        Assert.Equal(["bn1.bias"], fit.Missing);
        Assert.Equal(["conv1.weight [64, 1, 7, 7] instead of [64, 3, 7, 7]"], fit.Misshapen);
        Assert.Contains("bn1.bias", fit.Differences, StringComparison.Ordinal);
    }

    [Fact]
    public void AResNet34IsNoResNet18ThoughItHoldsAllOfIt()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("any.safetensors");
        using (FeatureExtractor body = Architectures.ResNet34.CreateBody().Counted())
            SafetensorsWriter.Write(path, StateDictionary.Copy(body));

        using WeightsFile file = WeightsFile.Open(path);
        ArchitectureFit nearest = ArchitectureFit.Nearest(file);
        var small = ArchitectureFit.Of(Architectures.ResNet18, file);
        TensorLeakGuard.CountMadeInside(Architectures.ResNet34, Architectures.ResNet18);

        Assert.Equal(Architectures.ResNet34, nearest.Architecture);
        Assert.True(nearest.IsWhole);
        Assert.False(small.IsWhole);
        Assert.Empty(small.Missing);
        Assert.Contains("layer1.2.conv1.weight", small.Surplus);
    }

    [Fact]
    public void AFastAiSaveOfAnUnknownNetworkIsDescribedToo()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("learner.safetensors");
        SafetensorsWriter.Write(path, [new("0.0.weight", TensorType.F32, [4, 3], new byte[48]), new("1.2.weight", TensorType.F32, [2, 4], new byte[32])]);

        var found = WeightsInspection.Of(path);
        TensorLeakGuard.CountMadeInside(Architectures.All.MinBy(known => known.Parameters)!);

        Assert.Equal((2, 20), (found.Tensors, found.Parameters));
        Assert.StartsWith("a known architecture: not one entry has a name that they use; nearest names: conv", found.Fit.Described, StringComparison.Ordinal);
        Assert.Contains(" in the file", found.Fit.Described, StringComparison.Ordinal);
    }

    [Fact]
    public void APublishedNameWithAnotherHashIsABrokenPromise()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("resnet18-f37072fd.pth");
        SafetensorsWriter.Write(path, [new NamedTensor("conv1.weight", TensorType.F32, [1], new byte[4])]);

        var found = WeightsInspection.Of(path);
        TensorLeakGuard.CountMadeInside(Architectures.ResNet18);

        Assert.Equal("resnet18-f37072fd.pth", found.BrokenPromise?.Name);
        HashNote.Write(path, found.Sha256);
        Assert.Null(found.BrokenPromise);
    }
}
