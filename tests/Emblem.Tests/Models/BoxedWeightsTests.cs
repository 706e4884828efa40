using Emblem.Foundation;
using Emblem.Models;
using Emblem.Tests.Support;

namespace Emblem.Tests.Models;

public sealed class BoxedWeightsTests
{
    [Fact]
    public void TheBuildPutsTheFileBesideTheProgram()
    {
        BodyWeights found = BoxedWeights.Open();

        Assert.Equal(Path.Combine(AppContext.BaseDirectory, BoxedWeights.FileName), found.Path);
        Assert.Equal(BoxedWeights.Sha256, ContentHash.OfFile(found.Path));
        Assert.Equal((Architectures.ResNet18Cntk, "imagenet, Microsoft.ML.DnnImageFeaturizer.ResNet18 0.23.1"), (found.Architecture, found.Origin));
        Assert.Equal(found, PretrainedWeights.FindLocal(Architectures.ResNet18Cntk));
        Assert.Equal(BoxedWeights.Megabytes, new FileInfo(found.Path).Length / 1e6, 0.05);
    }

    [Fact]
    public void TheNetworkIsFoundOutFromTheFile()
    {
        BodyWeights found = PretrainedWeights.FromFile(BoxedWeights.Path!);
        var inspected = WeightsInspection.Of(BoxedWeights.Path!);
        TensorLeakGuard.CountMadeInside(BoxedWeights.Architecture, BoxedWeights.Architecture);

        Assert.Equal(BoxedWeights.Architecture, found.Architecture);
        Assert.Equal(("ONNX", true, null), (inspected.Format, inspected.IsBoxed, inspected.Obstacle));
        Assert.True(inspected.Fit.IsWhole);
        Assert.Empty(inspected.Fit.Beside);
        Assert.Equal(BoxedWeights.Architecture.Parameters, inspected.Parameters);
    }

    [Fact]
    public void PicturesAreNormalisedAsTheNetworkWantsThem() =>
        Assert.Equal(CntkResNet.Statistics, BoxedWeights.Open().ReadStatistics());

    [Fact]
    public void AnotherNetworksNameSaysWhatDiffers()
    {
        var fault = Assert.Throws<EmblemException>(() => PretrainedWeights.FromFile(BoxedWeights.Path!, Architectures.ResNet18));
        TensorLeakGuard.CountMadeInside(Architectures.ResNet18);

        Assert.Contains("10 are too many, the first layer4.2.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("box", true)]
    [InlineData("BOX", true)]
    [InlineData("resnet18_cntk", true)]
    [InlineData("resnet18", false)]
    public void HasTwoNames(string name, bool isCalled) => Assert.Equal(isCalled, BoxedWeights.IsCalled(name));
}
