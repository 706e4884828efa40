using System.Text.RegularExpressions;

namespace Emblem.Tests.House;

/// <summary>Rules that the sources keep as texts.</summary>
public sealed partial class SourceRulesTests
{
    private static readonly string Root = SourceTree.Root;

    private static readonly string[] Sources =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
    ];

    [Fact]
    public void FilesAreSmall()
    {
        int[] lengths = [.. Sources.Select(path => File.ReadLines(path).Count()).Order()];

        Assert.InRange(lengths[lengths.Length / 2], 1, 80);
        Assert.InRange(lengths[^1], 1, 250);
    }

    [Fact]
    public void NamespacesAreFolders() => Assert.All(
        Sources.Where(path => Path.GetFileName(path) != "Program.cs"),
        path =>
        {
            string project = Path.GetRelativePath(Path.Combine(Root, "src"), path).Split(Path.DirectorySeparatorChar)[0];
            string below = Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(Root, "src", project), path))!;
            string root = project is "Emblem.Cli" or "Emblem.Predict" or "Emblem.Serving" or "Emblem.Studio" ? project : "Emblem";
            string expected = below.Length == 0 ? root : $"{root}.{below.Replace(Path.DirectorySeparatorChar, '.')}";
            Assert.Contains($"namespace {expected};", File.ReadAllText(path), StringComparison.Ordinal);
        });

    [Fact]
    public void NothingIsLeftOpen() => Assert.All(Sources, path => Assert.DoesNotMatch(Unfinished(), File.ReadAllText(path)));

    [Fact]
    public void TextIsDrawnWithOurFontOnly()
    {
        string[] drawing = [.. Sources.Where(path => path.Contains("Reporting", StringComparison.Ordinal))];

        Assert.All(drawing, path => Assert.DoesNotMatch(DefaultTypeface(), File.ReadAllText(path)));
    }

    [Theory]
    [InlineData("UncOrDuke.cs")]
    [InlineData("WholeRun.cs")]
    public void TheReadmesProgramsAreTheSamples(string name)
    {
        string sample = File.ReadAllText(Path.Combine(Root, "samples", name)).Trim();
        int begin = sample.IndexOf("using ", StringComparison.Ordinal);

        Assert.Contains(sample[begin..], File.ReadAllText(Path.Combine(Root, "README.md")), StringComparison.Ordinal);
        Assert.InRange(sample[begin..].Split('\n').Length, 1, 40);
    }

    [GeneratedRegex(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"SKTypeface\.(Default|FromFamilyName|CreateDefault)|new SKFont\(\)|new\(\) \{ Size")]
    private static partial Regex DefaultTypeface();
}
