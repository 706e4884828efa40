using Emblem.Export;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Models;
using Emblem.Tests.Support;

namespace Emblem.Tests.Export.Onnx;

/// <summary>
/// Every row of the catalogue, written as ONNX and computed by ONNX Runtime, against the network itself; a new row is covered by itself. At the networks' own
/// size and with 32 pictures when asked for (<c>--explicit on</c>).
/// </summary>
public sealed class OnnxCatalogueTests
{
    private const long Large = 30_000_000;

    public static IEnumerable<TheoryDataRow<string>> NamesLargeOnesExplicit => Architectures.All.Select(
        architecture => new TheoryDataRow<string>(architecture.Name) { Explicit = architecture.Parameters > Large });

    public static TheoryData<string> Names => [.. Architectures.All.Select(architecture => architecture.Name)];

    [Theory]
    [MemberData(nameof(NamesLargeOnesExplicit))]
    public void AnswersAsTheNetworkDoes(string name) => Compare(name, new Preprocessing(67, 45), 2);

    [Theory(Explicit = true)]
    [MemberData(nameof(Names))]
    public void AnswersAsTheNetworkDoesAtItsOwnSize(string name) => Compare(name, Architectures.Find(name).Preprocessing, 8, 8, 8, 8);

    private static void Compare(string name, Preprocessing preprocessing, params ReadOnlySpan<int> batches)
    {
        using var folder = new TemporaryFolder();
        string onnx = folder.Create("model.onnx");
        HeadChoice head = HeadChoice.FastAi(finalNorm: true);
        using TransferModel network = TransferModel.Create(Architectures.Find(name), 3, head, new RandomSource(1)).Counted();
        Livened.Norms(network);

        ExportedNetwork.Write(onnx, network, ExportedNetwork.Describe(head.Description, 3, name, preprocessing));

        using var engine = OnnxEngine.Open(onnx, new OnnxOptions { Threads = 1 });
        OnThisProcessor.InRange(ExportedNetwork.Distance(network, engine, batches), 0, 1e-4);
    }
}
