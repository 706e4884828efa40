namespace Emblem.Cli.Terminal;

/// <summary>
/// A table whose rows are not known yet when its heading is printed, as fast.ai shows epochs. Columns are as wide as their
/// heading and at least <see cref="MinimumWidth"/>, set flush left.
/// </summary>
internal sealed class GrowingTable
{
    /// <summary>Room for a loss with six decimals.</summary>
    public const int MinimumWidth = 10;

    private readonly CommandOutput _output;
    private readonly int[] _widths;

    public GrowingTable(CommandOutput output, IReadOnlyList<string> headers)
    {
        _output = output;
        _widths = [.. headers.Select(header => Math.Max(header.Length, MinimumWidth))];
        Add(headers);
    }

    /// <summary>Prints one row; as many cells as there are headings.</summary>
    public void Add(params IReadOnlyList<string> cells) =>
        _output.Line(string.Join("  ", cells.Select((cell, i) => cell.PadRight(_widths[i]))).TrimEnd());
}
