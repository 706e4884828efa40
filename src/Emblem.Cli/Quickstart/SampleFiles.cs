namespace Emblem.Cli.Quickstart;

/// <summary>Where the quickstart's input lies on disk.</summary>
/// <param name="UrlLists">For each class, its name and its list: one URL a line, as the notebook's <c>unc_links.csv</c>.</param>
/// <param name="TestFolder">The test pictures, whose names do not tell the class.</param>
/// <param name="TestTruth">The test pictures' classes: <c>picture_file,class</c>.</param>
internal sealed record SampleFiles(IReadOnlyList<(string Class, string File)> UrlLists, string TestFolder, string TestTruth);
