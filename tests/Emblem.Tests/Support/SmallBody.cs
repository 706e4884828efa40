using System.Globalization;
using Emblem.Imaging;
using Emblem.Models;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Emblem.Tests.Support;

/// <summary>Two convolutions with batch norms, and the picture halved for a first stage: a body that makes and trains in no time.</summary>
internal sealed class SmallBody : FeatureExtractor
{
    private const int Features = 16;
    private readonly Sequential[] _parts;
    private readonly AvgPool2d _halve = AvgPool2d(2);

    public SmallBody()
        : base(nameof(SmallBody))
    {
        _parts = [.. Enumerable.Range(0, 2).Select(MakePart)];
        foreach ((int i, Sequential part) in _parts.Index())
            register_module(i.ToString(CultureInfo.InvariantCulture), part);
    }

    /// <summary>The body as a row of the catalogue would have it.</summary>
    public static Architecture Architecture { get; } = new("small", () => new SmallBody(), classes => Linear(Features, classes))
    {
        FeatureCount = Features,
        BodyParameters = 0,
        Parameters = 0,
        MultiplyAdds = 0,
        Preprocessing = new Preprocessing(32, 32),
        WeightsLicence = "none",
    };

    public override IReadOnlyList<int> StageWidths => [3, Features / 2, Features];

    public override IReadOnlyList<IReadOnlyList<Module>> Groups => [[_parts[0]], [_parts[1]]];

    public override IEnumerable<T> Maps<T>(IOperations<T> on, T input)
    {
        yield return on.Through(input, _halve);
        T first = on.Through(input, _parts[0]);
        yield return first;
        yield return on.Through(first, _parts[1]);
    }

    public override IEnumerable<T> MapsAfter<T>(IOperations<T> on, int stage, T map) => InTurn(on, _parts[Math.Max(stage, 1)..], map);

    private static Sequential MakePart(int i) => Sequential(
        ("0", i == 0 ? Conv2d(3, 8, 3, padding: 1, bias: false) : Conv2d(8, 16, 3, 2, 1, bias: false)),
        ("1", BatchNorm2d(i == 0 ? 8 : 16)),
        ("2", ReLU()));
}
