namespace Emblem.Studio.Shell;

/// <summary>Where keys lead to among tiles in rows.</summary>
internal static class TileKeys
{
    /// <summary>The place that a key leads to; the same one where there is none.</summary>
    /// <param name="key">As a browser calls it.</param>
    /// <param name="place">Where the keyboard is, from 0.</param>
    /// <param name="columns">Tiles beside each other.</param>
    /// <param name="count">All of them.</param>
    /// <param name="rows">As many rows are a page.</param>
    public static int From(string key, int place, int columns, int count, int rows)
    {
        int column = place % columns;
        int last = count - 1;
        return key switch
        {
            "ArrowLeft" => Math.Max(0, place - 1),
            "ArrowRight" => Math.Min(last, place + 1),
            "ArrowUp" => Above(1),
            "PageUp" => Above(rows),
            "ArrowDown" => Below(1),
            "PageDown" => Below(rows),
            "Home" => 0,
            "End" => last,
            _ => place,
        };

        int Above(int by) => Math.Max(column, place - (by * columns));

        // The last row may be short: then its end is below.
        int Below(int by) => Math.Min(place / columns == last / columns ? place : last, Math.Min(place + (by * columns), (last / columns * columns) + column));
    }
}
