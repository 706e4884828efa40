using Emblem.Acquisition;
using Emblem.Foundation;

namespace Emblem.Cli.Commands;

/// <summary>A file with addresses, and their class; null where the file's own <c>label</c> column names the classes.</summary>
internal sealed record NamedUrlList(string? Name, string File)
{
    /// <summary>Reads <c>NAME=FILE</c> or <c>FILE</c>; the name becomes a folder, so it may be nothing more.</summary>
    /// <exception cref="EmblemException">The text is not of that form.</exception>
    public static NamedUrlList Parse(string text)
    {
        int sign = text.IndexOf('=', StringComparison.Ordinal);
        if (sign < 0 || System.IO.File.Exists(text))
            return new NamedUrlList(null, text);
        string name = text[..sign].Trim();
        string? fault = ClassName.Fault(name) ?? (sign + 1 == text.Length ? "no file follows" : null);
        return fault is null
            ? new NamedUrlList(name, text[(sign + 1)..])
            : throw new EmblemException($"--urls takes NAME=FILE, where NAME is a class and a plain folder name, or a FILE with labels; got '{text}': {fault}.");
    }

    /// <summary>Reads the list, one a class.</summary>
    /// <param name="output">Told of lines that are left out.</param>
    /// <exception cref="EmblemException">No file, no address, or neither a name nor a label for them.</exception>
    public IReadOnlyList<(string Class, UrlList Urls)> Read(Terminal.CommandOutput output)
    {
        string shown = Name ?? Path.GetFileName(File);
        UrlList urls = Open(File, shown, output);
        if (Name is not null)
        {
            if (urls.Labels.Count > 0)
                output.Warning($"{shown}: the list's own labels ({string.Join(", ", urls.Labels.Take(5))}) do not count; give --urls {File} to use them.");
            return [(Name, urls)];
        }

        if (urls.Labels.Count == 0)
            throw new EmblemException($"'{File}' has no label column, so its class is unknown. Give --urls NAME={File}, or a file with the columns url and label.");
        UrlEntry[] unlabelled = [.. urls.Labelled(null).Entries];
        if (unlabelled.Length > 0)
            output.Warning($"{shown}: addresses without a label are left out: {unlabelled.Length}, the first on line {unlabelled[0].Line}.");
        UrlList labelled = urls.LeavingOut([.. unlabelled.Select(entry => new UrlProblem(entry.Line, entry.Url.OriginalString, "no label"))]);
        return [.. labelled.Labels.Select(label => (label, labelled.Labelled(label)))];
    }

    /// <summary>Reads a list, whatever its classes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="shown">What it is called to people.</param>
    /// <param name="output">Told of lines that are left out.</param>
    /// <exception cref="EmblemException">No file, or no address in it.</exception>
    public static UrlList Open(string file, string shown, Terminal.CommandOutput output)
    {
        var urls = UrlList.Read(file);
        foreach (string note in urls.Notes)
            output.Warning($"{shown}: {note}.");
        if (urls.Problems.Count > 0)
            output.Warning($"{shown}: {urls.Problems.Count} lines of the list are left out; the first is line {urls.Problems[0].Line}: {urls.Problems[0].Reason}");
        foreach (UrlProblem problem in urls.Problems)
            output.Detail($"  {shown} line {problem.Line}: {problem.Reason}: {Shortened(problem.Text)}");
        return urls;
    }

    /// <summary>Lists from search pages hold whole pictures as addresses.</summary>
    private static string Shortened(string text) => text.Length <= 200 ? text : $"{text[..200]}…";
}
