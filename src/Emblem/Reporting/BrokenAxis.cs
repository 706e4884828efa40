using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Emblem.Reporting;

/// <summary>
/// An upright axis from 0 that shows all values and is stretched by none: where some lie far above the usual ones, they have a band at the top with a
/// logarithmic scale of its own, and a gap shows where the one scale ends. So a validation loss of 40 after the first epoch is read beside a training loss of 1.
/// </summary>
internal sealed class BrokenAxis
{
    // Up to here a value stretches the axis; beyond, it breaks it.
    private const double Far = 3;

    // Shares of the lower part's height.
    private const double Room = 1.06;
    private const double Gap = 0.05;
    private const double Band = 0.3;
    private const int Steps = 8;

    private readonly double _top;
    private readonly double _highest;

    /// <param name="values">All that is to be seen; at least 0, and finite.</param>
    /// <param name="usual">What the lower part has to reach.</param>
    public BrokenAxis(IReadOnlyCollection<double> values, double usual)
    {
        _highest = values.DefaultIfEmpty(1).Max();
        IsBroken = _highest > Far * usual && usual > 0;
        double most = IsBroken ? values.Where(value => value <= usual).DefaultIfEmpty(usual).Max() : _highest;
        _top = Math.Max(most * Room, double.Epsilon);
    }

    /// <summary>Whether there is a band.</summary>
    public bool IsBroken { get; }

    private double BandBegins => _top * (1 + Gap);

    private double End => IsBroken ? BandBegins + (_top * Band) : _top;

    /// <summary>Where a value stands.</summary>
    public double PlaceOf(double value) =>
        IsBroken && value > _top ? BandBegins + (_top * Band * Math.Log(value / _top) / Math.Log(_highest / _top)) : value;

    /// <summary>Gives the chart this axis at the left; what has been drawn before lies below the gap.</summary>
    /// <param name="plot">With its points at their places.</param>
    /// <param name="last">Where the level axis ends.</param>
    public void Apply(Plot plot, double last)
    {
        double step = ChartStyle.NiceStep(_top / Steps);
        double[] ticks = [.. Enumerable.Range(0, (int)(_top / step) + 1).Select(i => i * step)];
        (double At, string Text)[] all = [.. ticks.Select(tick => (tick, Text(tick))), .. IsBroken ? BandTicks() : []];
        plot.Axes.Left.TickGenerator = new NumericManual([.. all.Select(tick => tick.At)], [.. all.Select(tick => tick.Text)]);
        plot.Axes.SetLimits(0, last, 0, IsBroken ? End + (_top * Gap) : End);
        if (!IsBroken)
            return;
        ScottPlot.Plottables.VerticalSpan gap = plot.Add.VerticalSpan(_top, BandBegins);
        gap.FillStyle.Color = Colors.White;
        gap.LineStyle.Width = 0;
        foreach (double edge in (double[])[_top, BandBegins])
            plot.Add.HorizontalLine(edge, 1.5f, ChartStyle.Grey, LinePattern.Dotted);
    }

    /// <summary>The highest value, and round ones that do not stand too near to it or to the gap.</summary>
    private IEnumerable<(double At, string Text)> BandTicks()
    {
        double apart = _top * Band / 5;
        double last = BandBegins;
        for (double decade = Math.Pow(10, Math.Floor(Math.Log10(_top))); decade <= _highest; decade *= 10)
        {
            foreach (double value in (double[])[decade, 2 * decade, 5 * decade])
            {
                double place = PlaceOf(value);
                if (value <= _top || value >= _highest || place < last + apart || place > End - apart)
                    continue;
                last = place;
                yield return (place, Text(value));
            }
        }

        yield return (End, Text(_highest));
    }

    private static string Text(double value) => value switch
    {
        >= 1e7 => value.ToString("0.#E+0", CultureInfo.InvariantCulture),
        >= 1000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => value.ToString("G3", CultureInfo.InvariantCulture),
    };
}
