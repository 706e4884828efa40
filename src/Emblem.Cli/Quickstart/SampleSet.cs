using Emblem.Foundation;

namespace Emblem.Cli.Quickstart;

/// <summary>Everything that the quickstart needs instead of the real web: both rivals' addresses, and the pictures to test on.</summary>
/// <param name="Webs">One a rival, in the order of their names.</param>
/// <param name="Test">Five of each rival, mixed.</param>
internal sealed record SampleSet(IReadOnlyList<SampleWeb> Webs, IReadOnlyList<SampleTestPicture> Test)
{
    private const int TestPicturesEach = 5;

    /// <summary>Test pictures have numbers from here, so that a longer list of training pictures would not change them.</summary>
    private const int FirstTestNumber = 1000;

    /// <summary>
    /// Draws all of it: a few seconds on two cores. Equal seeds give equal bytes on one platform; each picture depends on its
    /// own number only, so threads cannot change it.
    /// </summary>
    public static SampleSet Draw(long seed, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        var source = new RandomSource(seed);
        (Rival Rival, int Number)[] plan =
        [
            .. from rival in Rival.All
               from number in Enumerable.Range(0, SampleWeb.DrawnPictures).Concat(Enumerable.Range(FirstTestNumber, TestPicturesEach))
               select (rival, number),
        ];
        var pictures = new byte[plan.Length][];
        int done = 0;
        Parallel.For(0, plan.Length, new ParallelOptions { CancellationToken = stop }, i =>
        {
            pictures[i] = EmblemArtist.Draw(plan[i].Rival, plan[i].Number, source, png: plan[i].Number == SampleWeb.PngPicture);
            progress?.Report(new StepProgress("drawing pictures", Interlocked.Increment(ref done), plan.Length));
        });

        ILookup<string, byte[]> byClass = plan.Zip(pictures).ToLookup(p => p.First.Rival.Name, p => p.Second);
        return new SampleSet(
            [.. byClass.Select(c => SampleWeb.Create(c.Key, [.. c], source.Stream($"order of {c.Key}")))],
            TestPictures(byClass, source.Stream("order of test pictures")));
    }

    /// <summary>Whether <see cref="Write"/> has written into the folder.</summary>
    public static bool IsIn(string folder) => Rival.All.Select(rival => ListIn(folder, rival.Name)).Append(TruthIn(folder)).All(File.Exists);

    /// <summary>Writes the URL lists for a server at <paramref name="address"/>, the test pictures and their truth into a folder.</summary>
    public SampleFiles Write(string folder, Uri address)
    {
        Directory.CreateDirectory(folder);
        List<(string Class, string File)> lists = [];
        foreach (SampleWeb web in Webs)
        {
            string file = ListIn(folder, web.Class);
            WriteLines(file, web.List.Select(path => new Uri(address, path).AbsoluteUri));
            lists.Add((web.Class, file));
        }

        string testFolder = Path.Combine(folder, "test");
        Directory.CreateDirectory(testFolder);
        foreach (SampleTestPicture picture in Test)
            File.WriteAllBytes(Path.Combine(testFolder, picture.FileName), picture.Bytes);
        string truth = TruthIn(folder);
        WriteLines(truth, Test.Select(picture => $"{picture.FileName},{picture.Class}").Prepend("picture_file,class"));
        return new SampleFiles(lists, testFolder, truth);
    }

    private static string ListIn(string folder, string name) => Path.Combine(folder, $"{name}_links.csv");

    private static string TruthIn(string folder) => Path.Combine(folder, "test-truth.csv");

    /// <summary>With the same line ends on every system.</summary>
    private static void WriteLines(string path, IEnumerable<string> lines) => File.WriteAllText(path, string.Concat(lines.Select(line => $"{line}\n")));

    private static SampleTestPicture[] TestPictures(ILookup<string, byte[]> byClass, RandomStream order)
    {
        (string Class, byte[] Bytes)[] pictures =
            [.. byClass.SelectMany(c => c.Skip(SampleWeb.DrawnPictures).Select(bytes => (c.Key, bytes)))];
        order.Shuffle<(string, byte[])>(pictures);
        return [.. pictures.Select((picture, i) => new SampleTestPicture($"picture-{i + 1:00}.jpg", picture.Class, picture.Bytes))];
    }
}
