using System.Globalization;
using Emblem.Acquisition;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Folders;
using Emblem.Foundation;
using Emblem.Health;
using Emblem.Runs;
using Emblem.Tests.Support;

namespace Emblem.Tests.Folders;

/// <summary>Folders of all kinds through health, verify and a dry run: each ends in an answer or an error for people, and no file is unaccounted for.</summary>
public sealed class WildFoldersTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public Task AHundredFolders() => TryAsync(0, 100);

    [Fact(Explicit = true)]
    public Task TwoThousandFolders() => TryAsync(0, 2000);

    private async Task TryAsync(long first, int count)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere there are no such names and files.");
        int trained = 0;
        for (long seed = first; seed < first + count; seed++)
        {
            using var folder = new WildFolder(seed);
            try
            {
                trained += await TryAsync(folder) ? 1 : 0;
            }
            catch (Exception fault)
            {
                Assert.Fail($"Seed {seed}: {fault}");
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} folders, {trained} of them can be trained on"));
        Assert.InRange(trained, count / 10, count);
    }

    /// <summary>Whether it can be trained on.</summary>
    private static async Task<bool> TryAsync(WildFolder folder)
    {
        ImageFolder? opened = await OrRefusedAsync(() => Task.FromResult(ImageFolder.Open(folder.Root)));
        if (opened is not null)
        {
            Account(folder, [.. opened.Names], opened.Notes);
            HealthReport health = await DataHealth.ExamineAsync(opened).WaitAsync(Patience);
            Assert.Equal(opened.Names.Count, health.Pictures.Count + health.Broken.Count);
        }

        VerificationReport verified = await ImageVerifier.VerifyAsync(folder.Root).WaitAsync(Patience);
        Account(folder, [.. verified.Records.Select(row => row.Path)], verified.Notes);
        Assert.Equal(verified.Records.Count, verified.Records.Select(row => row.Path).Distinct().Count());
        return await OrRefusedAsync(() => PreviewAsync(folder.Root).WaitAsync(Patience)) is { } preview && preview.Split.Training.Count > 0;
    }

    private static async Task<TrainingPreview> PreviewAsync(string folder)
    {
        var request = new TrainingRequest(folder) { Weights = "none", Out = $"{folder}-run", Compute = new ComputeOptions { Threads = 1 } };
        TrainingPreview found = await TrainingRun.PreviewAsync(await request.SettleAsync());
        Assert.False(Directory.Exists($"{folder}-run"));
        return found;
    }

    /// <summary>Every file is a picture or a row, has a note, or lies below a folder that has one.</summary>
    private static void Account(WildFolder folder, HashSet<string> named, IReadOnlyList<FolderNote> notes)
    {
        var noted = notes.Select(note => note.Path).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(
            folder.Files,
            file => !named.Contains(file) && !noted.Contains(file) && !noted.Any(above => file.StartsWith($"{above}/", StringComparison.Ordinal)));
    }

    private static async Task<T?> OrRefusedAsync<T>(Func<Task<T>> work)
        where T : class
    {
        try
        {
            return await work();
        }
        catch (EmblemException)
        {
            return null;
        }
    }
}
