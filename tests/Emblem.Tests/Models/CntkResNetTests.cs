using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Protobuf;
using Emblem.Models;
using Emblem.Tests.ModelFiles.Onnx;
using Emblem.Tests.Support;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace Emblem.Tests.Models;

/// <summary>The network in the box against two others that compute the same file: ONNX Runtime, and PyTorch.</summary>
public sealed class CntkResNetTests
{
    private const int Pictures = 8;
    private const double Tolerance = 1e-4;

    /// <summary>Eight drawn pictures as the catalogue prepares them; the file gets them as it wants them: blue first, 0 to 255 less the mean.</summary>
    [Fact]
    public void PooledFeaturesEqualOnnxRuntimes()
    {
        using FeatureExtractor body = Boxed();
        Preprocessing preprocessing = BoxedWeights.Architecture.Preprocessing;
        using var options = new SessionOptions { IntraOpNumThreads = 2 };
        using var session = new InferenceSession(BoxedWeights.Path, options);
        using var quiet = no_grad();
        double worst = 0;
        for (int picture = 0; picture < Pictures; picture++)
        {
            using var scope = NewDisposeScope();
            var values = new float[preprocessing.ValueCount];
            preprocessing.Prepare(DrawnScenes.Draw(picture), values);

            float[] features = body.call(tensor(values).reshape(1, 3, 224, 224)).mean([2, 3]).data<float>().ToArray();

            worst = Math.Max(worst, Formula.RelativeDistance(features, Run(session, values)));
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"largest relative difference of {Pictures} pictures: {worst:E1}");
        Assert.InRange(worst, 0, Tolerance);
    }

    /// <summary>Averages of the last three stages, of a picture and of an input that is wider than high.</summary>
    [Fact]
    public void ThreeStagesEqualPyTorchs()
    {
        string path = Path.Combine(SharedFolder.Require("golden"), "resnet18_cntk_forward.safetensors");
        Assert.SkipUnless(File.Exists(path), $"SKIPPED: needs {path}.");
        var golden = new SafetensorsForTests(path);
        using FeatureExtractor body = Boxed();
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        ImageStatistics statistics = BoxedWeights.Architecture.Preprocessing.Statistics;
        Tensor picture = tensor(golden.Floats("pixels")).reshape(224, 224, 3).div(255).sub(tensor(statistics.Mean.ToArray())).permute(2, 0, 1).unsqueeze(0);
        Tensor wave = tensor(golden.Floats("input_wave")).reshape(1, 3, 160, 192);

        var stages = new Dictionary<string, float[]>();
        foreach ((string layer, nn.Module module) in body.named_children().Where(child => child.name.StartsWith("layer", StringComparison.Ordinal)))
        {
            ((nn.Module<Tensor, Tensor>)module).register_forward_hook((_, _, output) =>
            {
                stages[layer] = output.mean([2, 3]).data<float>().ToArray();
                return output;
            });
        }

        foreach ((string name, Tensor input) in new[] { ("224", picture), ("wave", wave) })
        {
            body.call(input);
            foreach ((string stage, string layer) in new[] { ("stage2", "layer2"), ("stage3", "layer3"), ("pooled", "layer4") })
            {
                double distance = Formula.RelativeDistance(stages[layer], golden.Floats($"{stage}_{name}"));
                TestContext.Current.TestOutputHelper!.WriteLine($"{stage} of {name}: {distance:E1}");
                Assert.InRange(distance, 0, Tolerance);
            }
        }
    }

    /// <summary>The file pads strided layers at the near edges only. At even sizes ours is the same, at odd ones it sees a row and a column more.</summary>
    [Theory]
    [InlineData(8, 7, 3, 2)]
    [InlineData(8, 3, 1, 0)]
    [InlineData(9, 7, 3, 2)]
    [InlineData(9, 3, 1, 0)]
    public void TheFilesPaddingIsOursAtEvenSizes(int size, int kernel, int before, int behind)
    {
        using var scope = NewDisposeScope();
        Tensor input = Formula.Wave([1, 1, size, size], 1);
        Tensor weight = Formula.Wave([1, 1, kernel, kernel], 2);

        Tensor theirs = nn.functional.conv2d(nn.functional.pad(input, [before, behind, before, behind]), weight, strides: [2, 2]);
        Tensor ours = nn.functional.conv2d(input, weight, strides: [2, 2], padding: [before, before]);

        Assert.Equal([1, 1, (size + 1) / 2, (size + 1) / 2], ours.shape);
        Assert.Equal([1, 1, size / 2, size / 2], theirs.shape);
        Tensor common = ours.narrow(2, 0, size / 2).narrow(3, 0, size / 2).contiguous();
        Assert.Equal(theirs.data<float>().ToArray(), common.data<float>().ToArray());
    }

    [Theory]
    [InlineData("a layer less", "21 convolutions instead of 22")]
    [InlineData("another epsilon", "norm with 1E-05 for layer2.0.downsample.0")]
    [InlineData("a bias", "no convolution without a bias")]
    [InlineData("a number used twice", "'c3' for both layer1.1.conv1.weight and layer1.1.conv2.weight")]
    [InlineData("grey pictures", "takes no three colours")]
    public void AnotherGraphOfCntksIsRefused(string change, string says)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("other.onnx");
        File.WriteAllBytes(path, OnnxWriter.Model(Graph(change), "CNTK"));

        var fault = Assert.ThrowsAny<ModelFileException>(() => PublishedNames.Open(path));

        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
    }

    /// <summary>The right graph with wrong shapes gets as far as the comparison with the network.</summary>
    [Fact]
    public void ShapesAreComparedOneByOne()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("small.onnx");
        File.WriteAllBytes(path, OnnxWriter.Model(Graph("nothing"), "CNTK"));

        using NamedWeights opened = PublishedNames.Open(path);
        WeightsFile file = opened.File;
        var fit = ArchitectureFit.Of(BoxedWeights.Architecture, file);
        TensorLeakGuard.CountMadeInside(BoxedWeights.Architecture);

        Assert.Empty(fit.Missing);
        Assert.Contains("layer4.2.conv2.weight [1, 3, 1, 1] instead of [512, 512, 3, 3]", fit.Misshapen);
    }

    /// <summary>Small convolutions and norms in the file's order, with one thing wrong.</summary>
    private static ProtoMessage Graph(string change)
    {
        ProtoMessage graph = OnnxWriter.Graph();
        int layers = change == "a layer less" ? 21 : 22;
        for (int i = 0; i < layers; i++)
        {
            long[] shape = change == "grey pictures" ? [1, 1, 1, 1] : [1, 3, 1, 1];
            graph.Message(5, OnnxWriter.Plain(new($"c{i}", TensorType.F32, shape, new byte[4 * shape[1]])));
            string weight = change == "a number used twice" && i == 4 ? "c3" : $"c{i}";
            graph.Node("Conv", change == "a bias" ? ["x", weight, "b"] : ["x", weight], [$"y{i}"]);
            string[] norm = [.. Enumerable.Range(0, 4).Select(k => $"n{i}.{k}")];
            foreach (string name in norm)
                graph.Message(5, OnnxWriter.Plain(new(name, TensorType.F32, [1], new byte[4])));
            graph.Norm([$"y{i}", .. norm], change == "another epsilon" && i == 5 ? 1e-3f : 1e-5f);
        }

        return graph;
    }

    private static FeatureExtractor Boxed()
    {
        FeatureExtractor body = BoxedWeights.Architecture.CreateBody().Counted();
        BoxedWeights.Open().LoadInto(body);
        body.eval();
        return body;
    }

    private static float[] Run(InferenceSession session, float[] values)
    {
        int area = values.Length / 3;
        float[] turned = [.. values[(2 * area)..], .. values[area..(2 * area)], .. values[..area]];
        for (int i = 0; i < turned.Length; i++)
            turned[i] *= 255;
        using var options = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(turned, [1, 3, 224, 224]);
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, session.InputNames, [input], session.OutputNames);
        return Assert.Single(results).GetTensorDataAsSpan<float>().ToArray();
    }
}
