using Emblem.Foundation;

namespace Emblem.Tests.Foundation;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emblem-atomic-").FullName;

    [Fact]
    public void WritesAndReplaces()
    {
        string path = Path.Combine(_folder, "deep", "er", "file.txt");
        AtomicFile.WriteText(path, writer => writer.WriteLine("first, and rather longer"));
        AtomicFile.WriteText(path, writer => writer.WriteLine("söcond"));
        Assert.Equal("söcond\n"u8.ToArray(), File.ReadAllBytes(path));
        AtomicFile.WriteBytes(path, [1, 2, 3]);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void AFailedWriteLeavesWhatWasThereAndNothingElse()
    {
        string path = Path.Combine(_folder, "file.bin");
        AtomicFile.WriteBytes(path, [1, 2, 3]);
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new InvalidOperationException("stopped half way");
        }));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    /// <summary>One that is written now is held, or young.</summary>
    [Fact]
    public void OnlyWhatAKilledWriterLeftIsSwept()
    {
        string held = Path.Combine(_folder, $"held{AtomicFile.TemporaryExtension}");
        string young = Path.Combine(_folder, $"young{AtomicFile.TemporaryExtension}");
        string left = Path.Combine(_folder, $"left{AtomicFile.TemporaryExtension}");
        string whole = Path.Combine(_folder, "whole.jpg");
        foreach (string file in (string[])[held, young, left, whole])
            File.WriteAllText(file, "…");
        foreach (string old in (string[])[held, left, whole])
            File.SetLastWriteTimeUtc(old, File.GetLastWriteTimeUtc(old) - TimeSpan.FromHours(1));

        using (new FileStream(held, FileMode.Open, FileAccess.Write, FileShare.None))
            AtomicFile.Sweep(_folder);

        Assert.Equal([held, whole, young], Directory.GetFiles(_folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheNameHoldsTheOldFileUntilTheNewOneIsWhole()
    {
        string path = Path.Combine(_folder, "file.bin");
        AtomicFile.WriteBytes(path, [1]);
        AtomicFile.Write(path, stream =>
        {
            stream.Write([2, 2]);
            stream.Flush();
            Assert.Equal([1], File.ReadAllBytes(path));
            Assert.Contains(
                Directory.GetFiles(_folder), file => file.EndsWith(AtomicFile.TemporaryExtension, StringComparison.Ordinal));
        });
        Assert.Equal([2, 2], File.ReadAllBytes(path));
    }

    [Fact]
    public void OfTwoWritersOfOneFileBothSucceedAndTheLastToEndIsKept()
    {
        string path = Path.Combine(_folder, "file.bin");
        AtomicFile.Write(path, outer =>
        {
            outer.Write([1]);
            AtomicFile.WriteBytes(path, [2]);
            Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, _ => throw new InvalidOperationException("the loser")));
            Assert.Equal([2], File.ReadAllBytes(path));
            outer.Write([1]);
        });
        Assert.Equal([1, 1], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
