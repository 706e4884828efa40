using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Models;

public sealed class SamePaddingTests
{
    [Theory]
    [InlineData(224, 3, 2, 0, 1)]
    [InlineData(75, 3, 2, 1, 1)]
    [InlineData(112, 5, 2, 1, 2)]
    [InlineData(7, 5, 2, 2, 2)]
    [InlineData(8, 2, 2, 0, 0)]
    [InlineData(9, 1, 2, 0, 0)]
    public void AddsWhatIsMissingTheOddOneAtTheEnd(int side, int kernel, int stride, int before, int after)
    {
        using var scope = NewDisposeScope();
        Tensor input = Formula.Wave([1, 1, side, side + stride], 1);

        Tensor padded = SamePadding.Pad(input, kernel, stride);

        Assert.Equal([1, 1, side + before + after, side + stride + before + after], padded.shape);
        Assert.Equal(
            input.data<float>().ToArray(),
            padded.slice(2, before, before + side, 1).slice(3, before, before + side + stride, 1).contiguous().data<float>().ToArray());
        Assert.Equal(input.sum().item<float>(), padded.sum().item<float>(), 1e-3);
    }
}
