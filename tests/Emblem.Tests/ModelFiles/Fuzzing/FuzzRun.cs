using System.Diagnostics;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles.Fuzzing;

/// <summary>
/// Opens one crafted file after the other. Each must end in a clear error or in right tensors: never in another exception, in memory beyond
/// twice the file's size and 16 MB, or in seconds. A file that breaks this is kept beside the tests, and the failure names it.
/// </summary>
internal sealed class FuzzRun(IFileForge forge, long seed)
{
    private const long Allowance = 16 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public long Iterations { get; private set; }

    /// <summary>How many files reached the construction of a tensor.</summary>
    public long Constructed { get; private set; }

    /// <summary>How many were read to their end.</summary>
    public long Read { get; private set; }

    /// <summary>What this run did, in a sentence.</summary>
    public string Summary => $"{forge.Name}: {Iterations} files, {Constructed} ({100.0 * Constructed / Math.Max(1, Iterations):0.0}%) reached tensor construction, "
        + $"{Read} read to the end, {Iterations - Read} refused; seed {seed}.";

    /// <summary>Goes on while asked to.</summary>
    public void While(Func<bool> more)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("fuzz.bin");
        for (; more(); Iterations++)
        {
            ForgedFile forged = forge.Make(new RandomSource(seed).Stream(forge.Name, (int)(Iterations >> 20), (int)(Iterations & 0xfffff)));
            File.WriteAllBytes(path, forged.Bytes);
            try
            {
                Try(path, forged);
            }
            catch (Exception fault)
            {
                string kept = Path.Combine(AppContext.BaseDirectory, $"fuzz-failure-{forge.Name}-{seed}-{Iterations}.bin");
                File.Copy(path, kept, overwrite: true);
                throw new InvalidOperationException($"File {Iterations} of seed {seed}, kept as {kept}: {fault.Message}", fault);
            }
        }
    }

    private void Try(string path, ForgedFile forged)
    {
        var budget = new ReadingBudget(forged.Bytes.Length);
        long began = Stopwatch.GetTimestamp();
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using WeightsFile file = forge.Open(path, budget);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (2L * forged.Bytes.Length) + Allowance);
            foreach (TensorEntry entry in file.Entries)
            {
                byte[] read = TensorValues.Bytes(file, entry);
                if (forged.Expected?.Invoke(entry) is { } expected)
                    Assert.Equal(expected, read);
            }

            Read++;
        }
        catch (ModelFileException fault)
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (2L * forged.Bytes.Length) + Allowance);
            Assert.InRange(fault.Message.Length, 40, 4000);
            Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Longest);
        Constructed += budget.Tensors > 0 ? 1 : 0;
    }
}

/// <summary>A file made up for the reader.</summary>
/// <param name="Bytes">Its content.</param>
/// <param name="Expected">
/// What a tensor should read as, computed another way; null where the file's bytes were changed blindly, so that nobody knows.
/// </param>
internal sealed record ForgedFile(byte[] Bytes, Func<TensorEntry, byte[]?>? Expected);

/// <summary>Makes up files of one format.</summary>
internal interface IFileForge
{
    string Name { get; }

    ForgedFile Make(RandomStream random);

    WeightsFile Open(string path, ReadingBudget budget);
}
