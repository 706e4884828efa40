using Emblem.Foundation;

namespace Emblem.Tests.Foundation;

public sealed class AtOnceTests
{
    [Fact]
    public void WhatIsMadeAtOnceComesInItsOrder()
    {
        int[] made = AtOnce.Make(Enumerable.Range(0, 40), (source, i) =>
        {
            Thread.Sleep((40 - source) % 3);
            return source * i;
        });

        Assert.Equal(Enumerable.Range(0, 40).Select(i => i * i), made);
    }

    [Fact]
    public void TheFirstFaultIsThrownAsItIs()
    {
        EmblemException fault = Assert.Throws<EmblemException>(() => AtOnce.Make<int, int>([1, 2, 3], (source, _) => throw new EmblemException($"{source}")));

        Assert.Equal("1", fault.Message);
    }
}
