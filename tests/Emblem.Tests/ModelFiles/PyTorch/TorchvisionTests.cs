using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Emblem.Compute;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.ModelFiles.PyTorch;

/// <summary>
/// Files that torch and torchvision write on the spot, where a Python has them. Asked for with
/// <c>dotnet test --project tests/Emblem.Tests -- --explicit only --filter-class "*.TorchvisionTests"</c>.
/// </summary>
public sealed class TorchvisionTests(ITestOutputHelper output)
{
    /// <summary>Random weights, and running statistics that differ from their defaults.</summary>
    private const string ResNet34 = """
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

    /// <summary>Small files of every pickle protocol, in both containers, with what trainers put beside the weights.</summary>
    private const string Variety = """
        import argparse, json, numpy, torch
        from torch import nn
        torch.manual_seed(6)
        network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(16, 5))
        network(torch.randn(2, 3, 4, 4)).sum().backward()
        optimizer = torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.9)
        optimizer.step()
        schedule = torch.optim.lr_scheduler.MultiStepLR(optimizer, [30, 60])
        base = torch.arange(24, dtype=torch.float64).reshape(4, 6)
        odd = {
            'transposed': base.t(), 'view': base[1:3, ::2], 'expanded': torch.ones(3).expand(2, 3), 'scalar': base[2, 2], 'empty': base[:0],
            'half': base.half(), 'short': base.short(), 'flags': base > 5, 'bytes': base.byte(), 'signed': base.to(torch.int8), 'whole': base.int(),
            'parameter': nn.Parameter(base.float()), 'nhwc': torch.randn(2, 3, 4, 4).contiguous(memory_format=torch.channels_last),
        }
        beside = {
            'optimizer': optimizer.state_dict(), 'lr_scheduler': schedule.state_dict(), 'epoch': 3, 'args': argparse.Namespace(lr=0.1, name='x'),
            'best': numpy.float64(0.5), 'curve': numpy.arange(5.0), 'device': torch.device('cpu'), 'dtype': torch.float16, 'size': base.shape,
            'names': {'a', 'b'}, 'large': 2**70, 'raw': b'\x00\xff', 'nothing': None, 'accuracy': torch.tensor(0.5),
        }
        wrapped = {'module.' + key: value for key, value in network.state_dict().items()}
        contents = {
            'network': (network.state_dict(), network.state_dict()), 'odd': (odd, odd), 'wrapped': (wrapped, network.state_dict()),
            'checkpoint': ({'state_dict': network.state_dict(), **beside}, network.state_dict()), 'nested': ({'model': {'state_dict': odd}, **beside}, odd),
        }
        def table(state):
            return {key: {'dtype': str(value.dtype)[6:], 'shape': list(value.shape), 'values': value.detach().double().flatten().tolist()}
                    for key, value in state.items()}
        expected = {}
        for name, (content, state) in contents.items():
            for protocol in 2, 3, 4, 5:
                for zipped in True, False:
                    file = f"{name}_{protocol}_{'zip' if zipped else 'legacy'}.pth"
                    torch.save(content, file, pickle_protocol=protocol, _use_new_zipfile_serialization=zipped)
                    expected[file] = table(state)
        json.dump(expected, open('expected.json', 'w'))
        """;

    [Fact(Explicit = true)]
    public void AResNet34GivesPythonsLogits()
    {
        using var folder = new TemporaryFolder();
        PythonTorch.Run(ResNet34, folder);
        NativeRuntime.EnsureLoaded();
        float[] expected = Floats(folder.Create("logits.f32"));
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Tensor pictures = tensor(Floats(folder.Create("pictures.f32"))).reshape(2, 3, 96, 96);

        foreach (string name in new[] { "zip.pth", "legacy.pth", "zip.pth", "legacy.pth" })
        {
            using FeatureExtractor body = Architectures.ResNet34.CreateBody().Counted();
            using var classifier = nn.Linear(body.FeatureCount, 1000).Counted();
            long began = Stopwatch.GetTimestamp();
            using WeightsFile file = WeightsFile.Open(folder.Create(name));
            TimeSpan opened = Stopwatch.GetElapsedTime(began);
            StateDictionary.Load(body, file);
            StateDictionary.Load(classifier, file, "fc.");
            TimeSpan loaded = Stopwatch.GetElapsedTime(began);
            body.eval();
            Tensor logits = classifier.forward(body.forward(pictures).mean([2, 3]));
            double distance = Formula.RelativeDistance(logits.data<float>().ToArray(), expected);
            output.WriteLine(
                $"{name}: opened in {opened.TotalSeconds:0.000} s, loaded in {loaded.TotalSeconds:0.000} s; logits within {distance:0.0e+0} of Python's.");
            Assert.InRange(distance, 0, 1e-4);
        }
    }

    [Fact(Explicit = true)]
    public void FilesOfEveryProtocolReadToPythonsValues()
    {
        using var folder = new TemporaryFolder();
        PythonTorch.Run(Variety, folder);
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(folder.Create("expected.json")));

        foreach (JsonProperty written in expected.RootElement.EnumerateObject())
        {
            using WeightsFile file = WeightsFile.Open(folder.Create(written.Name));
            TensorValues.AssertEqual(written.Value, file);
        }

        output.WriteLine($"{expected.RootElement.EnumerateObject().Count()} files read to Python's values.");
    }

    private static float[] Floats(string path) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();
}
