using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>
/// Tells whether the picture of a row is still had: under its own name, where verification in place put it, or in a report of verification.
/// A verified picture is never fetched again, whatever it is called by now; nor is one that verification refused.
/// </summary>
internal sealed class KeptPictures
{
    private readonly string _folder;
    private readonly string _name;
    private readonly HashSet<(string Name, string Sha256)> _verified = [];

    /// <param name="folder">Of the manifest.</param>
    /// <param name="verifiedInto">Another folder with a report of verification, or null.</param>
    /// <exception cref="EmblemException">That folder has no report.</exception>
    public KeptPictures(string folder, string? verifiedInto)
    {
        _folder = Path.GetFullPath(folder);
        _name = Path.GetFileName(Path.TrimEndingDirectorySeparator(_folder));
        if (verifiedInto is not null && !Add(Path.Combine(verifiedInto, VerificationReport.FileName)))
            throw new EmblemException($"There is no {VerificationReport.FileName} in '{verifiedInto}'. Give the folder that emblem verify wrote into.");
        Add(Path.Combine(_folder, VerificationReport.FileName));
        Add(Path.Combine(_folder, "..", VerificationReport.FileName));
    }

    public bool Has(DownloadRecord row)
    {
        string name = Path.GetFileName(row.File);
        return row.Outcome == DownloadOutcome.Downloaded && name.Length > 0
            && (Places(name).Any(path => IsSame(path, row)) || _verified.Contains((name, row.Sha256)));
    }

    /// <summary>Whether a file is there with the row's length and hash.</summary>
    public static bool IsSame(string path, DownloadRecord row)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length == row.Bytes && ContentHash.OfFile(path) == row.Sha256;
    }

    private IEnumerable<string> Places(string name)
    {
        yield return Path.Combine(_folder, name);
        foreach (string aside in (string[])[ImageVerifier.OriginalsFolder, ImageVerifier.SetAsideFolder])
        {
            yield return Path.Combine(_folder, aside, name);
            yield return Path.Combine(_folder, "..", aside, _name, name);
        }
    }

    private bool Add(string report)
    {
        if (!File.Exists(report))
            return false;
        foreach (VerificationRecord row in VerificationReport.Read(report).Records)
            _verified.Add((Path.GetFileName(row.Path), row.Sha256Before));
        return true;
    }
}
