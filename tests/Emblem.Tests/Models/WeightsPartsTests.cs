using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.ModelFiles.PyTorch;
using Emblem.Tests.Support;

namespace Emblem.Tests.Models;

/// <summary>Names alone, in tensors of one byte: which network is found in a file, and under which names.</summary>
public sealed class WeightsPartsTests
{
    private static readonly string[] Wrappers =
        ["module", "_orig_mod", "model", "net", "network", "backbone", "encoder", "student", "encoder_q", "base_encoder", "trunk", "my_own_wrapper", "0", "features.1"];

    private static readonly string[] Nests = ["state_dict", "model_state_dict", "model", "net", "ema", "weights", "classy_state_dict"];
    private static readonly string[] Classifiers = ["fc", "head", "classifier", "last_linear", "head.fc", "fc.1"];

    [Fact]
    public void ANetworkIsFoundWithinAnyWrappersInBothFormats()
    {
        using var folder = new TemporaryFolder();
        RandomStream random = new RandomSource(7).Stream("wrappers");
        (string, string[])[] networks =
        [
            ("resnet18", NamesOf(GoldenState.OfNetwork("resnet18"))), ("resnet50", NamesOf(GoldenState.OfNetwork("resnet50"))),
            ("lite0", NamesOf(GoldenState.OfTimm("tf_efficientnet_lite0"))), ("mobilenet", NamesOf(GoldenState.OfTimm("mobilenetv3_large_100"))),
            ("convnext", NamesOf(GoldenState.OfTimm("convnext_tiny"))),
        ];
        for (int i = 0; i < 400; i++)
        {
            (string network, string[] names) = networks[random.NextInt(networks.Length)];
            if (random.NextInt(3) == 0)
                names = [.. names.Where(name => !StateDictionary.IsOptional(name))];
            string prefix = string.Concat(Enumerable.Range(0, random.NextInt(5)).Select(_ => $"{Wrappers[random.NextInt(Wrappers.Length)]}."));
            string classifier = $"{(random.NextInt(2) == 0 ? prefix : "")}{Classifiers[random.NextInt(Classifiers.Length)]}";
            CraftedCheckpoint checkpoint = CraftedCheckpoint.Of(names.Select(Byte), prefix).With([Byte($"{classifier}.weight"), Byte($"{classifier}.bias")]);
            for (int nests = random.NextInt(3); nests > 0; nests--)
                checkpoint = Among(checkpoint, Nests[random.NextInt(Nests.Length)], random);
            string path = checkpoint.Write(folder, random.NextInt(2) == 0 ? $"{i}.pth" : $"{i}.safetensors");

            using NamedWeights opened = PublishedNames.Open(path);

            string[] lost = [.. names.Where(name => opened.File.Find(name) is null)];
            Assert.True(lost.Length == 0, $"case {i}, {network} below '{prefix}': {lost.FirstOrDefault()} is not found");
            Assert.All(names, name => Assert.Equal(Byte(name).Bytes.Span[0], Read(opened.File, name)));
            Assert.Empty(opened.Others);
        }
    }

    [Theory]
    [InlineData("model", "model_ema", "model")]
    [InlineData("state_dict", "state_dict_ema", "state_dict")]
    [InlineData("ema_state_dict", "model_state_dict", "model_state_dict")]
    [InlineData("ema", "model", "model")]
    [InlineData("teacher", "student", "student")]
    [InlineData("module.encoder_k", "module.encoder_q", "module.encoder_q")]
    [InlineData("online_encoder", "target_encoder", "online_encoder")]
    [InlineData("momentum_encoder", "base_encoder", "base_encoder")]
    [InlineData("optimizer.exp_avg", "model", "model")]
    [InlineData("exp_avg_sq", "momentum_buffer", null)]
    public void OfTwoTheOneThatLearnedIsFound(string first, string second, string? taken)
    {
        using var folder = new TemporaryFolder();
        string[] names = NamesOf(GoldenState.OfNetwork("resnet18"));
        string path = CraftedCheckpoint.Of(names.Select(Byte), $"{first}.").With(names.Select(Byte), $"{second}.").Write(folder, "two.safetensors");

        using WeightsFile file = WeightsFile.OpenWhole(path);
        IReadOnlyList<WeightsPart> parts = WeightsParts.In(file);

        Assert.Equal(taken, parts.MinBy(part => part.Following)?.Name);
        Assert.Equal(parts.Count, parts.Select(part => part.Following).Distinct().Count());
    }

    [Fact]
    public void PositionsInASequenceAreAResNet()
    {
        using var folder = new TemporaryFolder();
        string[] names = NamesOf(GoldenState.OfNetwork("resnet18"));
        string path = CraftedCheckpoint.Of(names.Select(name => Shaped(name) with { Name = $"backbone.{Positioned(name)}" }))
            .With([Byte("projection_head.layers.0.weight")]).Write(folder, "simclr.ckpt");

        using NamedWeights opened = PublishedNames.Open(path);

        Assert.All(names, name => Assert.NotNull(opened.File.Find(name)));
        Assert.Equal("backbone.4.0.conv1.weight", opened.File.NameInFile("layer1.0.conv1.weight"));
    }

    [Fact]
    public void AnotherPartsTensorsAreNeverMixedIn()
    {
        using var folder = new TemporaryFolder();
        string[] names = NamesOf(GoldenState.OfNetwork("resnet18"));
        string path = CraftedCheckpoint.Of(names.Where(name => name != "bn1.bias").Select(Byte), "student.backbone.").With([Byte("student.head.weight")])
            .With(names.Select(Byte), "teacher.backbone.").With([Byte("teacher.head.weight")]).With([Byte("loss.center")]).Write(folder, "dino.pth");

        using WeightsFile file = WeightsFile.OpenWhole(path);
        IReadOnlyList<WeightsPart> parts = WeightsParts.In(file);
        WeightsFile view = parts[0].View(file, [parts[1]]);

        Assert.Equal(["student.backbone", "teacher.backbone"], parts.Select(part => part.Name));
        Assert.Null(view.Find("bn1.bias"));
        Assert.Equal(["../loss.center", "../student.head.weight"], Outside(view));
    }

    [Fact]
    public void ANetworkAroundAnotherKeepsItsOwnNames()
    {
        using var folder = new TemporaryFolder();
        string[] names = NamesOf(GoldenState.OfNetwork("resnet18"));
        string path = CraftedCheckpoint.Of(names.Select(Byte)).With([Byte("fc.weight")]).With(names.Select(Byte), "ema.").With([Byte("ema.fc.weight")])
            .Write(folder, "around.safetensors");

        using WeightsFile file = WeightsFile.OpenWhole(path);
        IReadOnlyList<WeightsPart> parts = WeightsParts.In(file);
        WeightsPart raw = parts.Single(part => part.Name == ".");
        WeightsPart ema = parts.Single(part => part.Name == "ema");

        Assert.Equal(["fc.weight"], raw.View(file, [ema]).Entries.Select(entry => entry.Name).Except(names));
        Assert.Equal(["fc.weight"], ema.View(file, [raw]).Entries.Select(entry => entry.Name).Except(names));
    }

    [Theory]
    [InlineData("teacher", true)]
    [InlineData("teacher.backbone", true)]
    [InlineData("state_dict.teacher.backbone", true)]
    [InlineData("state_dict.backbone", false)]
    [InlineData("teach", false)]
    [InlineData("", false)]
    public void APartIsCalledByContainersInARow(string asked, bool meant) =>
        Assert.Equal(meant, new WeightsPart("state_dict.teacher.backbone.", PartNames.Published).IsCalled(asked));

    [Fact]
    public void AFileOfCountlessNetworksIsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = CraftedCheckpoint.Of(Enumerable.Range(0, 65).SelectMany(i => new[] { Byte($"n{i}.stem.w"), Byte($"n{i}.stages.w") })).Write(folder, "many.pth");

        Assert.Contains("holds 65 networks; files of up to 64 are read", Assert.ThrowsAny<ModelFileException>(() => PublishedNames.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryArchitectureIsOfOneFamily() =>
        Assert.All(Architectures.All, architecture => Assert.Single(NetworkFamily.All, family => family.Has(architecture)));

    [Fact]
    public void ALongNameCostsLittle()
    {
        using var folder = new TemporaryFolder();
        string path = CraftedCheckpoint.Of([Byte(string.Concat(Enumerable.Repeat("conv1.", 200_000)) + "weight")]).Write(folder, "long.safetensors");
        using WeightsFile file = WeightsFile.OpenWhole(path);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(WeightsParts.In(file));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
    }

    /// <summary>Puts a dictionary into another, with what trainers keep beside it.</summary>
    private static CraftedCheckpoint Among(CraftedCheckpoint inner, string key, RandomStream random)
    {
        var outer = new CraftedCheckpoint();
        if (random.NextInt(2) == 0)
            outer.With("epoch", 7).With("pytorch-lightning_version", "2.4.0").With("lr_schedulers", null);
        outer.With(key, inner);
        if (random.NextInt(2) == 0)
            outer.With("optimizer", new CraftedCheckpoint().With("state", new CraftedCheckpoint().With("conv1.weight", Byte("exp_avg"))));
        return random.NextInt(2) == 0 ? outer.With("hyper_parameters", new CraftedCheckpoint().With("lr", 1).With("arch", "resnet18")) : outer;
    }

    private static IEnumerable<string> Outside(WeightsFile view) =>
        view.Entries.Select(entry => entry.Name).Where(name => name.StartsWith(WeightsPart.Outside, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string[] NamesOf((string Name, string Shape)[] state) =>
        [.. GoldenState.Names(state).Where(name => name.Split('.')[0] is not ("fc" or "classifier" or "head"))];

    private static string Positioned(string name) => name == "conv1.weight"
        ? "0.weight"
        : name.StartsWith("bn1.", StringComparison.Ordinal) ? $"1.{name[4..]}" : $"{name[5] - '0' + 3}{name[6..]}";

    private static NamedTensor Byte(string name) => new(name, TensorType.U8, [1], new[] { (byte)name.Sum(letter => letter) });

    private static NamedTensor Shaped(string name) => Byte(name) with { Shape = name == "conv1.weight" ? [1, 1, 1, 1] : [1] };

    private static byte Read(WeightsFile file, string name)
    {
        byte[] read = new byte[1];
        file.Read(file.Find(name)!, read);
        return read[0];
    }
}
