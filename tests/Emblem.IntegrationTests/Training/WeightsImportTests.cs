using System.Runtime.InteropServices;
using System.Text.Json;
using Emblem.Imaging;
using Emblem.IntegrationTests.Support;
using Emblem.ModelFiles;
using Emblem.Models;

namespace Emblem.IntegrationTests.Training;

/// <summary>A fast.ai learner's weights become a model, as processes: import, then predict a drawn picture.</summary>
public sealed class WeightsImportTests
{
    [Fact]
    public async Task AnImportedLearnerPredicts()
    {
        using var work = new WorkFolder();
        Save(work["learner.safetensors"]);
        string before = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(work["learner.safetensors"])));
        await File.WriteAllBytesAsync(work["picture.png"], ImageCodec.EncodePng(TestPictures.Draw(upright: true, 1)));

        EmblemRun import = (await EmblemProcess.RunAsync(
            "weights", "import", work["learner.safetensors"], "--arch", "resnet18", "--classes", "duke,other,unc", "--size", "64",
            "--resize", "squish", "--out", work["model"], "--json")).Expect(0);
        EmblemRun predict = (await EmblemProcess.RunAsync("predict", work["model.safetensors"], work["picture.png"], "-v", "--csv", work["answers.csv"])).Expect(0);

        JsonElement model = import.Json.GetProperty("description");
        Assert.Equal("weights import", import.Json.GetProperty("command").GetString());
        Assert.Equal("fastai", model.GetProperty("head").GetProperty("kind").GetString());
        Assert.Equal("squish", model.GetProperty("preprocessing").GetProperty("resize").GetString(), ignoreCase: true);
        Assert.Contains("resnet18, head fastai (512), 3 classes: duke, other, unc", predict.Output, StringComparison.Ordinal);
        Assert.Contains(before.ToLowerInvariant(), predict.Output, StringComparison.Ordinal);
        Assert.Equal("picture_file,duke,other,unc,predictions,novelty,reason", (await File.ReadAllLinesAsync(work["answers.csv"]))[0]);
        Assert.Equal(before, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(work["learner.safetensors"]))));
    }

    [Fact]
    public void ALearnersBodyIsAStartForTraining()
    {
        using var work = new WorkFolder();
        Save(work["learner.safetensors"]);

        BodyWeights weights = PretrainedWeights.FromFile(work["learner.safetensors"]);
        using FeatureExtractor body = weights.Architecture.CreateBody();
        weights.LoadInto(body);

        Assert.Same(Architectures.ResNet18, weights.Architecture);
        float[] first = body.state_dict()["conv1.weight"].data<float>().ToArray();
        Assert.Equal(MathF.Sin(0.9898f) / MathF.Sin(2 * 0.9898f), first[1] / first[2], 1e-5f);
    }

    [Fact]
    public async Task ErrorsSayWhatTheFileHas()
    {
        using var work = new WorkFolder();
        Save(work["learner.safetensors"]);

        EmblemRun other = await EmblemProcess.RunAsync("weights", "import", work["learner.safetensors"], "--arch", "resnet50", "--classes", "a,b,c", "--out", work["model"]);
        EmblemRun fewer = await EmblemProcess.RunAsync("weights", "import", work["learner.safetensors"], "--classes", "cat,dog", "--out", work["model"]);
        EmblemRun usage = await EmblemProcess.RunAsync("weights", "import", work["learner.safetensors"], "--resize", "stretch");
        EmblemRun straight = await EmblemProcess.RunAsync("predict", work["learner.safetensors"], work.Path);

        Assert.Contains("no weights of resnet50: they fit resnet18.", other.Expect(1).Error, StringComparison.Ordinal);
        Assert.Contains("3 outputs, and 2 classes were named (cat, dog)", fewer.Expect(1).Error, StringComparison.Ordinal);
        Assert.Contains("'emblem weights import --help'", usage.Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("emblem weights import", straight.Expect(1).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(work["model.safetensors"]));
    }

    /// <summary>What fast.ai v1's <c>learn.save</c> writes of a ResNet-18 for three classes, with arbitrary numbers.</summary>
    private static void Save(string path)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "fastai_names.json")));
        SafetensorsWriter.Write(path, [.. golden.RootElement.GetProperty("fastai1_cnn_learner").EnumerateArray().Select(Entry)]);
    }

    private static NamedTensor Entry(JsonElement entry)
    {
        string name = entry[0].GetString()!;
        long[] shape = [.. entry[1].EnumerateArray().Select(side => side.GetInt64())];
        if (name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            return new NamedTensor(name, TensorType.I64, shape, new byte[sizeof(long)]);
        long count = shape.Aggregate(1L, (a, b) => a * b);
        float scale = shape.Length == 1 ? 0.1f : MathF.Sqrt(2f * shape[0] / count);
        float centre = name.EndsWith("weight", StringComparison.Ordinal) && shape.Length == 1 || name.EndsWith("var", StringComparison.Ordinal) ? 1 : 0;
        float[] values = [.. Enumerable.Range(0, (int)count).Select(i => centre + (scale * MathF.Sin(0.9898f * i)))];
        return new NamedTensor(name, TensorType.F32, shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
    }
}
