using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Models;

/// <summary>
/// The catalogue of networks. To add one: a file like <c>ResNet.cs</c> and a row here; the tests over the catalogue then cover it.
/// Sizes and multiply-adds are counted on the networks themselves; preprocessing, weights and licences are timm's records of each checkpoint.
/// </summary>
public static class Architectures
{
    private const string Bsd = "BSD-3-Clause";
    private const string Apache = "Apache-2.0";
    private static readonly Preprocessing Torchvision = Published(ImageStatistics.ImageNet, Resampling.Bilinear, 0.875);

    /// <summary>ResNet-18: 12 million parameters; the default.</summary>
    public static Architecture ResNet18 { get; } = new("resnet18", () => ResNet.Basic(2, 2, 2, 2), Fc)
    {
        FeatureCount = 512,
        BodyParameters = 11_176_512,
        Parameters = 11_689_512,
        MultiplyAdds = 1_816_557_056,
        Preprocessing = Torchvision,
        WeightsLicence = Bsd,
    };

    /// <summary>ResNet-34: 22 million parameters; the notebook's first.</summary>
    public static Architecture ResNet34 { get; } = new("resnet34", () => ResNet.Basic(3, 4, 6, 3), Fc)
    {
        FeatureCount = 512,
        BodyParameters = 21_284_672,
        Parameters = 21_797_672,
        MultiplyAdds = 3_667_499_520,
        Preprocessing = Torchvision,
        WeightsLicence = Bsd,
    };

    /// <summary>ResNet-50: 26 million parameters; the notebook's second.</summary>
    public static Architecture ResNet50 { get; } = new("resnet50", () => ResNet.Deep(3, 4, 6, 3), Fc)
    {
        FeatureCount = 2048,
        BodyParameters = 23_508_032,
        Parameters = 25_557_032,
        MultiplyAdds = 4_100_298_240,
        Preprocessing = Torchvision,
        WeightsLicence = Bsd,
    };

    /// <summary>ResNet-101: 45 million parameters.</summary>
    public static Architecture ResNet101 { get; } = new("resnet101", () => ResNet.Deep(3, 4, 23, 3), Fc)
    {
        FeatureCount = 2048,
        BodyParameters = 42_500_160,
        Parameters = 44_549_160,
        MultiplyAdds = 7_817_637_376,
        Preprocessing = Torchvision,
        WeightsLicence = Bsd,
    };

    /// <summary>ResNet-152: 60 million parameters.</summary>
    public static Architecture ResNet152 { get; } = new("resnet152", () => ResNet.Deep(3, 8, 36, 3), Fc)
    {
        FeatureCount = 2048,
        BodyParameters = 58_143_808,
        Parameters = 60_192_808,
        MultiplyAdds = 11_536_180_736,
        Preprocessing = Torchvision,
        WeightsLicence = Bsd,
    };

    /// <summary>ResNeXt-50 with 32 groups of 4 channels: 25 million parameters.</summary>
    public static Architecture ResNeXt50 { get; } = new("resnext50_32x4d", () => ResNet.Grouped(32, 4, 3, 4, 6, 3), Fc)
    {
        Aliases = ["resnext50"],
        FeatureCount = 2048,
        BodyParameters = 22_979_904,
        Parameters = 25_028_904,
        MultiplyAdds = 4_244_880_384,
        Preprocessing = Torchvision,
        WeightsLicence = Bsd,
    };

    /// <summary>ResNeXt-101 with 32 groups of 8 channels: 89 million parameters.</summary>
    public static Architecture ResNeXt101 { get; } = new("resnext101_32x8d", () => ResNet.Grouped(32, 8, 3, 4, 23, 3), Fc)
    {
        Aliases = ["resnext101"],
        FeatureCount = 2048,
        BodyParameters = 86_742_336,
        Parameters = 88_791_336,
        MultiplyAdds = 16_445_224_960,
        Preprocessing = Torchvision,
        WeightsLicence = Bsd,
    };

    /// <summary>ResNet-50 with 3×3 convolutions twice as wide: 69 million parameters.</summary>
    public static Architecture WideResNet50 { get; } = new("wide_resnet50_2", () => ResNet.Grouped(1, 128, 3, 4, 6, 3), Fc)
    {
        Aliases = ["wide_resnet50"],
        FeatureCount = 2048,
        BodyParameters = 66_834_240,
        Parameters = 68_883_240,
        MultiplyAdds = 11_412_421_632,
        Preprocessing = Torchvision,
        WeightsLicence = Bsd,
    };

    /// <summary>ResNet-101 with 3×3 convolutions twice as wide: 127 million parameters.</summary>
    public static Architecture WideResNet101 { get; } = new("wide_resnet101_2", () => ResNet.Grouped(1, 128, 3, 4, 23, 3), Fc)
    {
        Aliases = ["wide_resnet101"],
        FeatureCount = 2048,
        BodyParameters = 124_837_696,
        Parameters = 126_886_696,
        MultiplyAdds = 22_774_275_072,
        Preprocessing = Torchvision,
        WeightsLicence = Bsd,
    };

    /// <summary>EfficientNet-Lite0: 5 million parameters and a tenth of ResNet-34's work.</summary>
    public static Architecture EfficientNetLite0 { get; } =
        new("tf_efficientnet_lite0", () => new EfficientNetLite(), features => new LinearClassifier(features, "classifier"))
        {
            Aliases = ["efficientnet_lite0"],
            FeatureCount = 1280,
            BodyParameters = 3_371_008,
            Parameters = 4_652_008,
            MultiplyAdds = 391_925_248,
            Preprocessing = Published(ImageStatistics.Half, Resampling.Bicubic, 0.875),
            WeightsLicence = Apache,
        };

    /// <summary>MobileNetV3-Large: 5 million parameters and the least work of all.</summary>
    public static Architecture MobileNetV3Large { get; } =
        new("mobilenetv3_large_100", () => new MobileNetV3(), features => new MobileNetV3Classifier(features))
        {
            Aliases = ["mobilenetv3_large"],
            FeatureCount = 960,
            BodyParameters = 2_971_952,
            Parameters = 5_483_032,
            MultiplyAdds = 220_989_568,
            Preprocessing = Published(ImageStatistics.ImageNet, Resampling.Bicubic, 0.875),
            WeightsLicence = Apache,
        };

    /// <summary>ConvNeXt-Tiny: 29 million parameters; weights that saw the 12,000 classes of ImageNet-12k first.</summary>
    public static Architecture ConvNeXtTiny { get; } =
        new("convnext_tiny", () => new ConvNeXt(), features => new ConvNeXtClassifier(features))
        {
            FeatureCount = 768,
            BodyParameters = 27_818_592,
            Parameters = 28_589_128,
            MultiplyAdds = 4_458_504_960,
            Preprocessing = Published(ImageStatistics.ImageNet, Resampling.Bicubic, 0.95),
            WeightsLicence = Apache,
        };

    /// <summary>
    /// A ResNet of 16 million parameters without a classifier: that of <see cref="BoxedWeights"/>, which are always at hand. It is called ResNet-18
    /// there and has one more block. Weights of torchvision's do not fit it, nor its weights theirs.
    /// </summary>
    public static Architecture ResNet18Cntk { get; } = new("resnet18_cntk", () => ResNet.Basic(CntkResNet.Depths), classifier: null)
    {
        FeatureCount = 512,
        BodyParameters = 15_897_152,
        Parameters = 15_897_152,
        MultiplyAdds = 2_047_306_240,
        Preprocessing = Published(CntkResNet.Statistics, Resampling.Bilinear, 0.875),
        WeightsLicence = "MIT",
    };

    /// <summary>All of them: ResNets from small to large, their relatives, the others.</summary>
    public static IReadOnlyList<Architecture> All { get; } = Listing.Of<Architecture>(
    [
        ResNet18, ResNet34, ResNet50, ResNet101, ResNet152, ResNeXt50, ResNeXt101, WideResNet50, WideResNet101,
        EfficientNetLite0, MobileNetV3Large, ConvNeXtTiny, ResNet18Cntk,
    ]);

    /// <summary>
    /// The architecture of that name or alias. Case, hyphens and underscores do not matter (<c>ResNet-34</c>), nor what timm appends after a
    /// point to name the weights (<c>resnet34.tv_in1k</c>).
    /// </summary>
    /// <exception cref="EmblemException">No such name; the message gives the nearest and lists those there are.</exception>
    public static Architecture Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string sought = Plain(name.Split('.')[0]);
        return All.FirstOrDefault(architecture => architecture.Aliases.Prepend(architecture.Name).Any(known => Plain(known) == sought))
            ?? throw new EmblemException(
                $"There is no architecture '{name}'. The nearest is {NearestName.To(name, All.Select(architecture => architecture.Name))}. "
                + $"Known: {string.Join(", ", All)}.");
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static LinearClassifier Fc(int features) => new(features, "fc");

    private static Preprocessing Published(ImageStatistics statistics, Resampling resampling, double crop) =>
        new(224, 224, statistics: statistics) { Resampling = resampling, CropFraction = crop };
}
