using Emblem.Foundation;
using Emblem.Models;

namespace Emblem.Tests.Models;

public sealed class ArchitecturesTests
{
    [Theory]
    [InlineData("resnet34", "resnet34")]
    [InlineData("ResNet-34", "resnet34")]
    [InlineData("resnet50.a1_in1k", "resnet50")]
    [InlineData("efficientnet_lite0", "tf_efficientnet_lite0")]
    [InlineData("EfficientNet-Lite0", "tf_efficientnet_lite0")]
    [InlineData("mobilenet_v3_large", "mobilenetv3_large_100")]
    [InlineData("MobileNetV3-Large", "mobilenetv3_large_100")]
    [InlineData("ConvNeXt-Tiny", "convnext_tiny")]
    [InlineData("resnext50_32x4d", "resnext50_32x4d")]
    [InlineData("wide_resnet101_2", "wide_resnet101_2")]
    public void FindsANameAndItsAliases(string typed, string name) => Assert.Equal(name, Architectures.Find(typed).Name);

    [Theory]
    [InlineData("resnet35", "resnet34")]
    [InlineData("convnext_tny", "convnext_tiny")]
    [InlineData("mobilenetv3", "mobilenetv3_large_100")]
    public void AWrongNameGetsTheNearest(string typed, string nearest)
    {
        EmblemException fault = Assert.Throws<EmblemException>(() => Architectures.Find(typed));

        Assert.Contains($"'{typed}'", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"nearest is {nearest}", fault.Message, StringComparison.Ordinal);
        Assert.All(Architectures.All, row => Assert.Contains(row.Name, fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryNameIsOnlyOnes()
    {
        string[] names = [.. Architectures.All.SelectMany(row => row.Aliases.Prepend(row.Name)).Select(name => name.Replace("_", "", StringComparison.Ordinal))];

        Assert.Distinct(names);
        Assert.All(Architectures.All, row => Assert.Same(row, Architectures.Find(row.Name)));
    }

    /// <summary>Billions, between torchvision's and timm's tables: the latter count two for each value of a norm, the former none.</summary>
    [Theory]
    [InlineData("resnet18", 1.81, 1.83)]
    [InlineData("resnet34", 3.66, 3.68)]
    [InlineData("resnet50", 4.09, 4.12)]
    [InlineData("resnet101", 7.80, 7.84)]
    [InlineData("resnet152", 11.51, 11.57)]
    [InlineData("resnext50_32x4d", 4.23, 4.27)]
    [InlineData("resnext101_32x8d", 16.41, 16.49)]
    [InlineData("wide_resnet50_2", 11.39, 11.44)]
    [InlineData("wide_resnet101_2", 22.75, 22.81)]
    [InlineData("tf_efficientnet_lite0", 0.39, 0.41)]
    [InlineData("mobilenetv3_large_100", 0.217, 0.23)]
    [InlineData("convnext_tiny", 4.45, 4.47)]
    public void TheWorkIsThePublishedOne(string name, double least, double most) =>
        Assert.InRange(Architectures.Find(name).MultiplyAdds / 1e9, least, most);
}
