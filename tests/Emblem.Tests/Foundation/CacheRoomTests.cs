using Emblem.Compute.Kernels;
using Emblem.Foundation;
using Emblem.Models;
using Emblem.Tests.Shared;
using Emblem.Tests.Support;

namespace Emblem.Tests.Foundation;

public sealed class CacheRoomTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryVariable _cache;

    public CacheRoomTests() => _cache = new TemporaryVariable("EMBLEM_CACHE", _folder.Path);

    public void Dispose()
    {
        _cache.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void ARoomThatIsNotThereIsEmpty() => Assert.All(CacheRoom.All, room =>
    {
        Assert.Equal(new CacheSize(0, 0), room.Measure());
        Assert.Equal(new CacheSize(0, 0), room.Clear());
    });

    [Fact]
    public void CountsAndClearsOneRoomAndNoOther()
    {
        File.WriteAllBytes(_folder.Create("weights", "a.pth"), new byte[700]);
        File.WriteAllBytes(_folder.Create("weights", "below", "b.pth"), new byte[300]);
        File.WriteAllBytes(_folder.Create("kernels", "k.jsonl"), new byte[5]);

        Assert.Equal(new CacheSize(2, 1000), CacheRoom.Weights.Measure());
        Assert.Equal(new CacheSize(2, 1000), CacheRoom.Weights.Clear());

        Assert.Equal(new CacheSize(0, 0), CacheRoom.Weights.Measure());
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "weights", "below")));
        Assert.Equal(new CacheSize(1, 5), CacheRoom.Kernels.Measure());
    }

    [Fact]
    public void WhatALinkLeadsToIsNotOfTheCache()
    {
        using var elsewhere = new TemporaryFolder();
        string precious = elsewhere.Create("precious.pth");
        File.WriteAllBytes(precious, new byte[9]);
        Directory.CreateSymbolicLink(_folder.Create("weights", "mirror"), elsewhere.Path);
        File.CreateSymbolicLink(_folder.Create("weights", "one.pth"), precious);

        CacheSize cleared = CacheRoom.Weights.Clear();

        Assert.Equal(new CacheSize(0, 0), cleared);
        Assert.True(File.Exists(precious));
    }

    [Fact]
    public void EveryRoomIsWhereItsUserLooks()
    {
        Assert.Equal(CacheRoom.Weights.Folder, PretrainedWeights.CacheFolder);
        Assert.All(CacheRoom.All, room => Assert.Equal(Path.Combine(_folder.Path, room.Name), room.Folder));
        Assert.Distinct(CacheRoom.All.Select(room => room.Name));
    }

    [Fact]
    public void KernelAnswersLieInTheirRoom()
    {
        string file = Path.Combine(CacheRoom.Kernels.Folder, "some.jsonl");
        var shape = new ConvolutionShape(1, 2, 3, 3, 4, 1, 1, 0, 1, false);
        ConvolutionWay way = ConvolutionWay.For(shape, Emblem.Compute.NumericPrecision.Single, Emblem.Compute.MemoryLayout.ChannelsFirst)[0];
        new KernelAnswers(file).Add(new KernelAnswer(shape, way, 2, KernelParts.Forward | KernelParts.InputGradient, KernelParts.None));

        CacheSize cleared = CacheRoom.Kernels.Clear();

        Assert.Equal(1, cleared.Files);
        Assert.Null(new KernelAnswers(file).Of(shape, way, 2));
    }
}
