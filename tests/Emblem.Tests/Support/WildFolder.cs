using System.Diagnostics;
using System.Text;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Tests.Support;

/// <summary>A folder as people have them: a seeded mixture of layouts, names that look alike, links, sidecars, and what is no file at all.</summary>
internal sealed class WildFolder : IDisposable
{
    private static readonly byte[][] Drawn = [.. Enumerable.Range(0, 40).Select(i => ImageCodec.EncodePng(Pictures.Noise(12, 12, i)))];

    private static readonly string[] Classes =
        ["cat", "Cat", "dog", "Caf\u00e9", "Cafe\u0301", "c\u0430t", "do\u200bg", "_none", "test", "train", "bird", "a b", "it's", "pictures"];

    private static readonly string[][] Layouts =
        [[""], [""], ["train/", "test/"], ["train/", "valid/", "test/"], ["Training/", "VAL/"], ["train/", "dev/", "valid/"], ["train/", ""], ["test/"], ["data/"]];

    // The framework's own walk would go round in the links that were put there.
    private static readonly EnumerationOptions NoLinks = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _files = [];
    private readonly RandomStream _random;

    public WildFolder(long seed)
    {
        _random = new RandomSource(seed).Stream("wild folder");
        Directory.CreateDirectory(Root);
        foreach (string set in Layouts[_random.NextInt(Layouts.Length)])
        {
            bool isFlat = set.Length > 0 && Chance(0.2);
            foreach (string name in isFlat ? (string[])[""] : [.. Enumerable.Range(0, 1 + _random.NextInt(4)).Select(_ => $"{Classes[_random.NextInt(Classes.Length)]}/").Distinct()])
                Fill(set + name);
        }

        for (int i = _random.NextInt(6); i > 0; i--)
            AddOdd();
    }

    /// <summary>Where links lead out to.</summary>
    private string Store => Path.Combine(_folder.Path, "store");

    public string Root => Path.Combine(_folder.Path, "set");

    /// <summary>All that was put there and is no folder, by its path below the root; bytes that are no text as <c>\xe9</c>.</summary>
    public IReadOnlyList<string> Files => _files;

    public void Dispose()
    {
        // .NET cannot delete a name that is no text.
        using (Process gone = Process.Start("rm", ["-rf", Root, Store]))
            gone.WaitForExit();
        _folder.Dispose();
    }

    private void Fill(string below)
    {
        Directory.CreateDirectory(PathOf(below));
        for (int i = _random.NextInt(5); i > 0; i--)
            Put($"{below}{_random.NextInt(1000)}.png", Drawn[_random.NextInt(Drawn.Length)]);
        if (Chance(0.15))
            Put($"{below}in/1.png", Drawn[_random.NextInt(Drawn.Length)]);
        if (Chance(0.2))
            Put($"{below}._1.png", "\0");
        if (Chance(0.2))
            Put($"{below}.DS_Store", "Bud1");
    }

    private void AddOdd()
    {
        // What lies in a folder whose name is no text cannot be reached by it.
        string[] folders = [.. Directory.EnumerateDirectories(Root, "*", NoLinks).Where(found => !found.Contains('\uFFFD', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string folder = folders.Length == 0 || Chance(0.25) ? "" : $"{Path.GetRelativePath(Root, folders[_random.NextInt(folders.Length)])}/";
        string name = $"{folder}odd{_random.NextInt(1000)}";
        switch (_random.NextInt(20))
        {
            case 0: OddFiles.MakePipe(New($"{name}.png")); break;
            case 1: OddFiles.MakeSocket(New($"{name}.jpg")); break;
            case 2: File.CreateSymbolicLink(New($"{name}.png"), "nowhere"); break;
            case 3: File.CreateSymbolicLink(New($"{name}.png"), "/dev/zero"); break;
            case 4: File.CreateSymbolicLink(New(name), Path.GetFileName(name)); break;
            case 5: Directory.CreateSymbolicLink(PathOf(name), "."); break;
            case 6: Directory.CreateSymbolicLink(PathOf(name), Root); break;
            case 7: LinkOut(name); break;
            case 8: Undecodable(folder, isFolder: true); break;
            case 9: Undecodable(folder, isFolder: false); break;
            case 10: Directory.CreateDirectory(PathOf(name)); break;
            case 11: Put($"{name}.jpg", "<html>"); break;
            case 12: Put($"{name}.png", Drawn[0][..60]); break;
            case 13: Put($"{name}.txt", Chance(0.5) ? "https://example.org/a.jpg" : "words"); break;
            case 14: Put($"{name}/options.json", "{}"); Put($"{name}/recipe.json", "{}"); Put($"{name}/pictures/batch.png", Drawn[0]); break;
            case 15: Put($"{folder}_set-aside/1.png", Drawn[1]); Put($"{folder}verification.csv", "path"); break;
            case 16: Put($"{folder}__MACOSX/._1.png", "\0"); Put($"{folder}Thumbs.db", "x"); break;
            case 17: Put($"{folder}.hidden/1.png", Drawn[2]); Put($"{folder}.1.png", Drawn[3]); break;
            case 18: Put($"{name}.csv", "url"); Put($"{name}", Drawn[4]); break;
            default: Put($"{name}.png", ""); break;
        }
    }

    private void LinkOut(string name)
    {
        File.WriteAllBytes(_folder.Create("store", "1.png"), Drawn[_random.NextInt(Drawn.Length)]);
        Directory.CreateSymbolicLink(PathOf(name), Store);
    }

    private void Undecodable(string folder, bool isFolder)
    {
        string name = $"caf?{_files.Count}{(isFolder ? "" : ".png")}";
        if (isFolder)
            OddFiles.MakeUndecodableFolder(Path.Combine(Root, folder).TrimEnd('/'), name);
        else
            OddFiles.MakeUndecodableFile(Path.Combine(Root, folder).TrimEnd('/'), name);
        _files.Add(folder + name.Replace("?", @"\xe9", StringComparison.Ordinal));
    }

    private void Put(string name, string text) => Put(name, Encoding.UTF8.GetBytes(text));

    private void Put(string name, byte[] bytes) => File.WriteAllBytes(New(name), bytes);

    private string New(string name)
    {
        string path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        if (!_files.Contains(name))
            _files.Add(name);
        return path;
    }

    private string PathOf(string name) => Path.Combine(Root, name);

    private bool Chance(double share) => _random.NextDouble() < share;
}
