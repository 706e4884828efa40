using System.Collections.Concurrent;
using Emblem.Foundation;
using Emblem.Tables;

namespace Emblem.Acquisition;

/// <summary>
/// What servers call the versions of a folder's pictures, kept beside the manifest, whose columns are fixed. A lost or spoiled file costs a
/// refresh its shortcut and nothing else.
/// </summary>
internal sealed class ValidatorsFile
{
    /// <summary>Hidden from everything that looks for pictures.</summary>
    public const string FileName = $"{ReportFiles.DownloadWork}versions.csv";

    private readonly string _path;
    private readonly ConcurrentDictionary<string, Validators> _versions = new();

    private ValidatorsFile(string path) => _path = path;

    public static ValidatorsFile Read(string folder)
    {
        var file = new ValidatorsFile(Path.Combine(folder, FileName));
        if (!File.Exists(file._path))
            return file;
        try
        {
            foreach ((string url, Validators version) in CsvTable.Read(
                file._path, csv => (csv.GetString("url"), new Validators(csv.GetString("etag"), csv.GetString("last_modified")))))
                file._versions[url] = version;
        }
        catch (FormatException)
        {
        }

        return file;
    }

    public Validators Of(string url) => _versions.GetValueOrDefault(url, Validators.None);

    public void Set(string url, Validators validators)
    {
        if (validators == Validators.None)
            _versions.TryRemove(url, out _);
        else
            _versions[url] = validators;
    }

    /// <summary>Writes the file, or removes it when no server named a version.</summary>
    public void Write()
    {
        if (_versions.IsEmpty)
        {
            File.Delete(_path);
            return;
        }

        CsvTable.Write(_path, ["url", "etag", "last_modified"], csv =>
        {
            foreach ((string url, Validators version) in _versions.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                csv.WriteRecord(url, version.ETag, version.LastModified);
        });
    }
}
