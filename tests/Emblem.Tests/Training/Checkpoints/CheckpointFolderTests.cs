using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Tests.Support;
using Emblem.Training.Checkpoints;

namespace Emblem.Tests.Training.Checkpoints;

/// <summary>Which files are kept, and what a damaged one leads to.</summary>
public sealed class CheckpointFolderTests : IDisposable
{
    private static readonly IReadOnlyDictionary<string, string> NoModel = new Dictionary<string, string>();
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _warnings = [];

    [Fact]
    public void TheLatestTwoAreKeptAndTheNewestIsOpened()
    {
        var folder = new CheckpointFolder(_folder.Path);
        for (int threads = 1; threads <= 5; threads++)
            Save(folder, threads);

        Assert.Equal(["checkpoint-000004.safetensors", "checkpoint-000005.safetensors"], Names());
        Assert.Equal(5, OpenedThreads());
    }

    [Fact]
    public void WhatAKilledProcessLeftGoesAndItsWholeFileStays()
    {
        Save(new CheckpointFolder(_folder.Path), 1);
        File.WriteAllText(_folder.Create("checkpoint-000002.safetensors.123.partial"), "half");
        File.WriteAllText(_folder.Create("somebody-elses.txt"), "stays");
        var second = new CheckpointFolder(_folder.Path);
        second.OpenNewest(_warnings.Add)!.Dispose();

        Save(second, 2);

        Assert.Equal(["checkpoint-000001.safetensors", "checkpoint-000002.safetensors", "somebody-elses.txt"], Names());
    }

    [Fact]
    public void ADamagedOneIsReplacedByTheNextAndTheWholeOneBeforeItStays()
    {
        var folder = new CheckpointFolder(_folder.Path);
        Save(folder, 1);
        Save(folder, 2);
        File.WriteAllText(_folder.Create("checkpoint-000002.safetensors"), "no longer whole");
        var second = new CheckpointFolder(_folder.Path);
        second.OpenNewest(_warnings.Add)!.Dispose();

        Save(second, 3);

        Assert.Equal(["checkpoint-000001.safetensors", "checkpoint-000003.safetensors"], Names());
        Assert.Contains("checkpoint-000002", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void AFailedSaveLeavesTheEarlierOnes()
    {
        var folder = new CheckpointFolder(_folder.Path);
        Save(folder, 1);
        Save(folder, 2);

        Assert.Throws<IOException>(() => folder.Save(path => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[1000]);
            throw new IOException("No space left on device");
        })));

        Assert.Equal(["checkpoint-000001.safetensors", "checkpoint-000002.safetensors"], Names());
        Assert.Equal(2, OpenedThreads());
    }

    /// <summary>Every part of the file is covered: text, names, shapes, values.</summary>
    [Fact]
    public void NoChangedByteGoesUnseen()
    {
        var folder = new CheckpointFolder(_folder.Path);
        Save(folder, 1);
        string file = Path.Combine(_folder.Path, Names()[0]);
        byte[] whole = File.ReadAllBytes(file);
        int header = (int)BitConverter.ToInt64(whole);
        int spaces = whole.AsSpan(8, header).ToArray().Reverse().TakeWhile(letter => letter == ' ').Count();
        for (int i = 0; i < whole.Length; i++)
        {
            // White space that pads the header to its alignment says nothing.
            if (i >= 8 + header - spaces && i < 8 + header)
                continue;
            byte[] changed = [.. whole];
            changed[i] ^= 4;
            File.WriteAllBytes(file, changed);
            Assert.ThrowsAny<ModelFileException>(() => CheckpointFile.Open(file).Dispose());
        }

        File.WriteAllBytes(file, whole);
        CheckpointFile.Open(file).Dispose();
    }

    [Fact]
    public void NoneIsNoneAndTheCountOfBatchesIsZero()
    {
        var folder = new CheckpointFolder(Path.Combine(_folder.Path, "new"));

        Assert.Null(folder.OpenNewest(_warnings.Add));
        Assert.Equal(0, folder.ReadBatches());
        folder.NoteBatches(70_000);
        Assert.Equal(70_000, folder.ReadBatches());
        folder.Clear();
        Assert.Equal(0, folder.ReadBatches());
    }

    public void Dispose() => _folder.Dispose();

    private static void Save(CheckpointFolder folder, int threads) => folder.Save(path => CheckpointFile.Write(
        path,
        new CheckpointRecord([], [], ["accuracy"], [], threads),
        NoModel,
        [new StreamedTensor("weight", TensorType.F32, [2, 2], stream => stream.Write(new byte[16]))]));

    private int OpenedThreads()
    {
        using SafetensorsFile file = new CheckpointFolder(_folder.Path).OpenNewest(_warnings.Add)!;
        return CheckpointFile.ReadRecord(file).Threads;
    }

    private string[] Names() => [.. Directory.GetFiles(_folder.Path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
