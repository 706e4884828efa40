using Emblem.ModelFiles;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles;

/// <summary>How a model answers, as its file says it.</summary>
public sealed class AnswerRuleTests
{
    private static readonly AnswerRule Usual = new(1.25, 0.625, 0.95, HeldOut.OutOfFold, 280);

    [Fact]
    public void AFileSaysItOnlyWhereThereIsSomethingToSay()
    {
        Assert.Equal(Usual, Reread(ModelMetadataTests.Small with { Answers = Usual }).Answers);
        Assert.Null(Reread(ModelMetadataTests.Small).Answers);
        Assert.DoesNotContain("answers", Text(ModelMetadataTests.Small), StringComparison.Ordinal);
        Assert.Contains(
            "\"answers\":{\"temperature\":1.25,\"threshold\":0.625,\"wanted_precision\":0.95,\"fitted_on\":\"out_of_fold\",\"pictures\":280}",
            Text(ModelMetadataTests.Small with { Answers = Usual }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(-1, 0.5)]
    [InlineData(1, 1.5)]
    [InlineData(1, -0.5)]
    public void ARuleThatNothingFollowsFromIsDamage(double temperature, double threshold) => Assert.Contains(
        "no answer follows",
        Assert.Throws<ModelFileDamagedException>(() => Reread(ModelMetadataTests.Small with { Answers = Usual with { Temperature = temperature, Threshold = threshold } })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void TheTemperatureOneChangesNoBit()
    {
        float[] logits = [0.1f, 3.7f];

        Assert.Same(logits, (Usual with { Temperature = 1 }).Temper(logits));
        Assert.Equal([0.08f, 2.96f], Usual.Temper(logits), (one, other) => Math.Abs(one - other) < 1e-6);
    }

    [Fact]
    public void ItSaysWhatItDoes() => Assert.Equal(
        "temperature 1.25, unsure below a probability of 0.625, by 280 pictures out of fold", Usual.ToString());

    private static string Text(ModelMetadata description) => description.ToHeader().Values.Single();

    private static ModelMetadata Reread(ModelMetadata description)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("model.safetensors");
        ModelFile.Write(path, [new NamedTensor("w", TensorType.F32, [1], new byte[4])], description);
        using WeightsFile file = WeightsFile.Open(path);
        return ModelMetadata.Read(file);
    }
}
