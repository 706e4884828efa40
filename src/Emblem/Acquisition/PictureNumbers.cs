using System.Globalization;

namespace Emblem.Acquisition;

/// <summary>Gives each address the number that names its picture, the same one in every run, whatever the list has become meanwhile.</summary>
internal sealed class PictureNumbers
{
    private readonly HashSet<int> _taken;
    private int _next;

    /// <param name="known">Rows of earlier runs: their pictures keep their numbers.</param>
    /// <param name="count">The list's length: numbers below belong to its own addresses.</param>
    public PictureNumbers(IEnumerable<DownloadRecord> known, int count) => (_taken, _next) = ([.. known.Select(Of).OfType<int>()], count);

    /// <summary>To be asked in the list's order, once for each address that is ordered.</summary>
    /// <param name="entry">The address.</param>
    /// <param name="row">Its row of an earlier run, or null.</param>
    public int For(UrlEntry entry, DownloadRecord? row)
    {
        if (row is not null && Of(row) is { } own)
            return own;
        if (_taken.Add(entry.Index))
            return entry.Index;
        while (!_taken.Add(_next))
            _next++;
        return _next;
    }

    private static int? Of(DownloadRecord row) =>
        int.TryParse(Path.GetFileNameWithoutExtension(row.File), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
