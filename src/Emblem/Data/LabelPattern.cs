using System.Text.RegularExpressions;
using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>
/// Takes a label out of a picture's path by a regular expression. One that .NET can match without going back is, so that its time grows with the path's
/// length alone; look-arounds and back references need the other way, which gets a second for each path.
/// </summary>
internal sealed class LabelPattern
{
    private const string LabelGroup = "label";
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly string _given;
    private readonly Regex _regex;
    private readonly int _group;

    private LabelPattern(string given, Regex regex, int group) => (_given, _regex, _group) = (given, regex, group);

    /// <param name="pattern">As .NET writes it; Python's <c>(?P&lt;label&gt;…)</c> too.</param>
    /// <exception cref="EmblemException">It is no regular expression, or no one group of it is the label.</exception>
    public static LabelPattern Of(string pattern)
    {
        Regex regex = Compile(pattern, pattern.Replace("(?P<", "(?<", StringComparison.Ordinal));
        int[] groups = [.. regex.GetGroupNumbers().Where(number => number > 0)];
        int group = groups.Length == 1 ? groups[0] : regex.GroupNumberFromName(LabelGroup);
        return group > 0 ? new LabelPattern(pattern, regex, group) : throw new EmblemException(
            $"The pattern '{pattern}' has {(groups.Length == 0 ? "no group" : $"{groups.Length} groups, none of them called '{LabelGroup}'")}. "
            + $"Put what is the label into brackets: ([^/]+)_, or (?<{LabelGroup}>[^/]+)_ where there are others.");
    }

    /// <summary>
    /// The label of a picture; null where the pattern finds none. It is looked for in the path below the folder, and then with <c>/</c> before it, since
    /// patterns for fast.ai expect a folder there.
    /// </summary>
    /// <exception cref="EmblemException">It takes too long.</exception>
    public string? Find(string name)
    {
        try
        {
            return Label(_regex.Match(name)) ?? Label(_regex.Match($"/{name}"));
        }
        catch (RegexMatchTimeoutException fault)
        {
            throw new EmblemException(
                $"The pattern '{_given}' takes more than {Limit.TotalSeconds:0} s on '{name}': it tries ever more ways. Write it without look-arounds and back references.", fault);
        }
    }

    private static Regex Compile(string given, string pattern)
    {
        try
        {
            return new Regex(pattern, Options | RegexOptions.NonBacktracking, Limit);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, Options, Limit);
        }
        catch (ArgumentException fault)
        {
            throw new EmblemException($"'{given}' is no regular expression: {fault.Message}", fault);
        }
    }

    private string? Label(Match match) => match.Groups[_group] is { Success: true, Length: > 0 } found ? found.Value : null;
}
