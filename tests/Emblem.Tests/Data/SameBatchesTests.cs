using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Emblem.Augmentation;
using Emblem.Data;
using Emblem.Imaging;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Data;

/// <summary>How batches are made changes their speed and nothing else.</summary>
public sealed class SameBatchesTests
{
    private static readonly BatchFormat Channels = new() { Layout = PixelLayout.Interleaved, Type = ScalarType.BFloat16 };

    [Fact]
    public void WhateverTheWorkersAndTheCache()
    {
        using var set = new PictureSet(training: 26);
        string[] hashes =
        [
            .. from workers in (int[])[0, 1, 2, 4]
               from bytes in (long?[])[null, 0, 40 * 30 * 3 * 5]
               from folder in (string?[])[null, set.PathBeside("cache")]
               select Hash(set.Split.ToBatches(Options() with { Workers = workers, CacheBytes = bytes, CacheFolder = folder })),
        ];

        Assert.Equal(24, hashes.Length);
        Assert.Single(hashes.Distinct());
        Assert.NotEqual(hashes[0], Hash(set.Split.ToBatches(Options() with { Seed = 2 })));
    }

    [Fact]
    public void WhateverTheWorkersAlsoInTheOtherForm()
    {
        using var set = new PictureSet(training: 26);
        string[] hashes =
            [.. ((int[])[0, 1, 2, 4]).Select(workers => Hash(set.Split.ToBatches(Options() with { Workers = workers, Format = Channels })))];

        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public void EveryFormHoldsTheSamePictures()
    {
        using var set = new PictureSet(training: 8);
        ImageData data = set.Split.ToBatches(Options());
        using Batch plain = data.Training.Epoch(1, default).First();
        foreach (PixelLayout layout in Enum.GetValues<PixelLayout>())
        {
            foreach (ScalarType type in (ScalarType[])[ScalarType.Float32, ScalarType.BFloat16])
            {
                using Batch other = data.In(new BatchFormat { Layout = layout, Type = type }).Training.Epoch(1, default).First();
                using var scope = NewDisposeScope();

                Assert.Equal(plain.Items, other.Items);
                Assert.Equal(type, other.Inputs.dtype);
                Assert.Equal([8, 3, 16, 16], other.Inputs.shape);
                Assert.Equal(layout == PixelLayout.Planes ? [768, 256, 16, 1] : (long[])[768, 1, 48, 3], other.Inputs.stride());
                Assert.True(plain.Inputs.to(type).eq(other.Inputs).all().item<bool>());
            }
        }
    }

    [Fact]
    public void AFormIsSingleOrBfloat16() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchFormat { Type = ScalarType.Float16 });

    private static BatchOptions Options() => new() { ImageSize = 16, BatchSize = 8, Augment = Augmentations.Web(flip: true) };

    /// <summary>All bytes of three epochs and of the validation.</summary>
    private static string Hash(ImageData data)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Batch batch in Enumerable.Range(0, 3).SelectMany(epoch => data.Training.Epoch(epoch, default)).Concat(data.Validation.Epoch(0, default)))
        {
            using Batch owned = batch;
            using Tensor inputs = batch.Inputs.contiguous();
            whole.AppendData(inputs.bytes);
            whole.AppendData(batch.Targets.bytes);
            whole.AppendData(MemoryMarshal.AsBytes<int>(batch.Items.ToArray()));
        }

        return Convert.ToHexStringLower(whole.GetHashAndReset());
    }
}
