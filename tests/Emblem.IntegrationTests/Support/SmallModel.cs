using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;

namespace Emblem.IntegrationTests.Support;

/// <summary>A model of two classes with random weights, as a file; its norms are set so that every layer has a say.</summary>
internal static class SmallModel
{
    public static string Write(string path)
    {
        HeadChoice head = HeadChoice.Linear;
        using TransferModel model = TransferModel.Create(Architectures.ResNet18, 2, head, new RandomSource(1));
        Livened.Norms(model);
        ModelFile.Write(
            path,
            model.CopyState(),
            new ModelMetadata("resnet18", ["level", "upright"], new Preprocessing(32, 32), head.Description, new TrainingProvenance("random")));
        return path;
    }
}
