using Emblem.Compute.Kernels;

namespace Emblem.Tests.Compute.Kernels;

/// <summary>Convolutions of each kind that networks have, small.</summary>
internal static class Shapes
{
    public static IReadOnlyList<ConvolutionShape> OfEachKind { get; } =
    [
        new(2, 3, 21, 17, 16, 7, 2, 3, 1, false),
        new(3, 16, 9, 10, 24, 3, 1, 1, 1, false),
        new(2, 24, 9, 11, 16, 3, 2, 1, 1, false),
        new(2, 48, 7, 9, 32, 1, 1, 0, 1, false),
        new(2, 32, 7, 8, 48, 1, 2, 0, 1, false),
        new(4, 40, 1, 1, 24, 1, 1, 0, 1, true),
        new(2, 48, 10, 9, 48, 5, 2, 2, 48, false),
        new(2, 32, 8, 8, 32, 7, 1, 3, 32, true),
        new(2, 32, 8, 9, 64, 3, 1, 1, 8, false),
        new(1, 16, 8, 8, 32, 2, 2, 0, 1, true),
        new(2, 3, 16, 16, 24, 4, 4, 0, 1, true),
    ];
}
