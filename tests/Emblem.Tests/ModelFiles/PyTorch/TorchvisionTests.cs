using System.Diagnostics;
using System.Runtime.InteropServices;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.ModelFiles.PyTorch;

/// <summary>
/// A ResNet-34 of torchvision itself, made on the spot with random weights and used running statistics, in both containers. Asked for with
/// <c>dotnet test --project tests/Emblem.Tests -- --explicit only --filter-class "*.TorchvisionTests"</c>; needs a Python with torchvision,
/// which EMBLEM_PYTHON names, /usr/bin/python3 by default.
/// </summary>
public sealed class TorchvisionTests(ITestOutputHelper output)
{
    private const string Script = """
        import torch, torchvision
        torch.manual_seed(5)
        torch.set_num_threads(1)
        network = torchvision.models.resnet34(weights=None)
        network.train()
        with torch.no_grad():
            network(torch.randn(4, 3, 64, 64))
        network.eval()
        torch.save(network.state_dict(), 'zip.pth')
        torch.save(network.state_dict(), 'legacy.pth', _use_new_zipfile_serialization=False)
        pictures = torch.randn(2, 3, 96, 96)
        with torch.no_grad():
            logits = network(pictures)
        pictures.numpy().tofile('pictures.f32')
        logits.numpy().tofile('logits.f32')
        """;

    [Fact(Explicit = true)]
    public void ItsStateDictionaryGivesItsLogits()
    {
        using var folder = new TemporaryFolder();
        Run(folder);
        float[] expected = Floats(folder.Create("logits.f32"));
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Tensor pictures = tensor(Floats(folder.Create("pictures.f32"))).reshape(2, 3, 96, 96);

        foreach (string name in new[] { "zip.pth", "legacy.pth" })
        {
            using FeatureExtractor body = Architectures.ResNet34.CreateBody().Counted();
            using var classifier = nn.Linear(body.FeatureCount, 1000).Counted();
            long began = Stopwatch.GetTimestamp();
            using (WeightsFile file = WeightsFile.Open(folder.Create(name)))
            {
                StateDictionary.Load(body, file);
                StateDictionary.Load(classifier, file, "fc.");
            }

            TimeSpan took = Stopwatch.GetElapsedTime(began);
            body.eval();
            Tensor logits = classifier.forward(body.forward(pictures).mean([2, 3]));
            double distance = Formula.RelativeDistance(logits.data<float>().ToArray(), expected);
            output.WriteLine($"{name}: opened and loaded in {took.TotalSeconds:0.000} s; logits within {distance:0.0e+0} relative of torchvision's.");
            Assert.InRange(distance, 0, 1e-4);
        }
    }

    private static float[] Floats(string path) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();

    private static void Run(TemporaryFolder folder)
    {
        string python = Environment.GetEnvironmentVariable("EMBLEM_PYTHON") ?? "/usr/bin/python3";
        Assert.SkipUnless(File.Exists(python), $"SKIPPED: needs a Python with torchvision; {python} is not there. Name one in EMBLEM_PYTHON.");
        using Process process = Process.Start(new ProcessStartInfo(python, ["-c", Script])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardError = true,
        })!;
        string says = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.SkipWhen(says.Contains("ModuleNotFoundError", StringComparison.Ordinal), $"SKIPPED: {python} has no torchvision. Name another in EMBLEM_PYTHON.");
        Assert.True(process.ExitCode == 0, says);
    }
}
