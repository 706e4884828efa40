using Emblem.Export;
using Emblem.Export.Onnx;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;
using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Export.Onnx;

/// <summary>
/// Every row of the catalogue, written as ONNX and computed by ONNX Runtime, against the network itself; a new row is covered by itself. At the networks' own
/// size and with 32 pictures when asked for (<c>--explicit on</c>).
/// </summary>
public sealed class OnnxCatalogueTests
{
    private const long Large = 30_000_000;
    private const double Near = 1e-4;

    public static IEnumerable<TheoryDataRow<string>> NamesLargeOnesExplicit => Architectures.All.Select(
        architecture => new TheoryDataRow<string>(architecture.Name) { Explicit = architecture.Parameters > Large });

    public static TheoryData<string> Names => [.. Architectures.All.Select(architecture => architecture.Name)];

    [Theory]
    [MemberData(nameof(NamesLargeOnesExplicit))]
    public void AnswersAsTheNetworkDoes(string name) => Compare(Architectures.Find(name), new Preprocessing(65, 65), pictures: 2);

    [Theory(Explicit = true)]
    [MemberData(nameof(Names))]
    public void AnswersAsTheNetworkDoesAtItsOwnSize(string name)
    {
        Architecture row = Architectures.Find(name);
        Compare(row, row.Preprocessing, pictures: 32);
    }

    private static void Compare(Architecture row, Preprocessing preprocessing, int pictures)
    {
        using var folder = new TemporaryFolder();
        string onnx = folder.Create("model.onnx");
        using TransferModel network = TransferModel.Create(row, 3, HeadChoice.FastAi(finalNorm: true), new RandomSource(1)).Counted();
        Livened.Norms(network);
        network.eval();
        var description = new ModelMetadata(row.Name, ["a", "b", "c"], preprocessing, HeadChoice.FastAi(finalNorm: true).Description, new TrainingProvenance("random"));
        OnnxModelWriter.Write(onnx, OnnxNetwork.GraphOf(network, description, known: null, new OnnxExportOptions()), OnnxMetadata.Of(description));

        using var engine = OnnxEngine.Open(onnx);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        float[] expected = [], actual = [];
        foreach (Tensor batch in Formula.Wave([pictures, 3, preprocessing.Height, preprocessing.Width], 5).split(8))
        {
            expected = [.. expected, .. network.call(batch).data<float>()];
            actual = [.. actual, .. engine.Score(batch.data<float>().ToArray(), (int)batch.shape[0])];
        }

        OnThisProcessor.InRange(Formula.RelativeDistance(actual, expected), 0, Near);
    }
}
