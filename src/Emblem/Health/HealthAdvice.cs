using System.Globalization;

namespace Emblem.Health;

/// <summary>Says in plain words what to do about a report.</summary>
internal static class HealthAdvice
{
    // Shares of a file format in two classes that differ by more invite a network to learn the format.
    private const double UnevenShare = 0.5;

    public static IReadOnlyList<string> For(HealthReport report)
    {
        string[] advice = [.. Broken(report), .. Balance(report), .. Small(report), .. Uneven(report), .. Pictures(report)];
        return advice.Length > 0 ? advice : ["Nothing stands out."];
    }

    private static IEnumerable<string> Broken(HealthReport report)
    {
        if (report.Broken.Count > 0)
        {
            yield return $"{Count(report.Broken.Count, "file")} cannot be read, and would end training: "
                + "verification ('emblem verify', ImageVerifier) makes copies of the good ones and says why of the others.";
        }
    }

    private static IEnumerable<string> Balance(HealthReport report)
    {
        ClassHealth? largest = report.Classes.MaxBy(found => found.Count);
        foreach (ClassHealth found in report.Classes.Where(found => found.Count * report.Options.LargestImbalance < largest!.Count))
        {
            string fewer = found.Count == 0 ? "no readable pictures" : $"{Number((double)largest!.Count / found.Count)} times fewer pictures than '{largest.Name}'";
            yield return $"'{found.Name}' has {fewer} ({found.Count} against {largest!.Count}): gather more, or show its pictures more often in training, "
                + $"and judge by each class's recall; always answering '{largest.Name}' is right {Share(report.LargestShare)} of the time.";
        }
    }

    private static IEnumerable<string> Small(HealthReport report) => report.Classes
        .Where(found => found.Count > 0 && found.Count < report.Options.FewestPictures)
        .Select(found => $"'{found.Name}' has {Count(found.Count, "picture")}: with fewer than {report.Options.FewestPictures} its validation score is mostly chance; gather more.");

    /// <summary>Classes that come from different sources can be told apart by their files: JPEG's blocks, cut-out edges.</summary>
    private static IEnumerable<string> Uneven(HealthReport report)
    {
        string[] judged = [.. report.Classes.Where(found => found.Count >= 10).Select(found => found.Name)];
        if (judged.Length < 2)
            yield break;
        ILookup<string, PictureHealth> byClass = report.Pictures.ToLookup(picture => picture.Class);
        foreach (var format in report.Pictures.Select(picture => picture.Format).Distinct().Order())
        {
            (string Class, double Share)[] shares =
                [.. judged.Select(name => (name, byClass[name].Count(picture => picture.Format == format) / (double)byClass[name].Count())).OrderBy(found => found.Item2)];
            if (shares[^1].Share - shares[0].Share <= UnevenShare)
                continue;
            yield return $"{Share(shares[^1].Share)} of '{shares[^1].Class}' but {Share(shares[0].Share)} of '{shares[0].Class}' are {format.ToString().ToUpperInvariant()} files: "
                + "a network may learn what the files look like instead of what they show; gather both classes from the same sources.";
            yield break;
        }
    }

    private static IEnumerable<string> Pictures(HealthReport report) => report.Findings.GroupBy(finding => finding.Issue).OrderBy(same => same.Key)
        .Select(same => $"{Count(same.Count(), "picture")} {(same.Count() == 1 ? "is" : "are")} {same.Key.Name}: {same.Key.Remedy}.");

    private static string Count(int count, string thing) => $"{count} {thing}{(count == 1 ? "" : "s")}";

    private static string Share(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + "%";

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
