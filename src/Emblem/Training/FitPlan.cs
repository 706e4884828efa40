using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Emblem.Foundation;
using Emblem.Training.Schedules;

namespace Emblem.Training;

/// <summary>What a fit does, batch by batch; the loop knows nothing else of one-cycle or the rate finder.</summary>
/// <param name="Iterations">Training batches in all; the last epoch ends early when they do not fill it.</param>
/// <param name="PeakRates">One learning rate a layer group.</param>
/// <param name="RateFactor">What all of them are multiplied with, over the fit.</param>
/// <param name="Momentum">AdamW's beta 1 over the fit.</param>
public sealed record FitPlan(int Iterations, IReadOnlyList<double> PeakRates, Schedule RateFactor, Schedule Momentum)
{
    /// <summary><inheritdoc cref="FitPlan" path="/param[@name='PeakRates']/node()"/></summary>
    public IReadOnlyList<double> PeakRates { get; init => field = Listing.Of(value); } = Listing.Of(PeakRates);

    /// <summary>What saved models call the policy, in one word; <c>plan</c> unless said.</summary>
    public string Recipe { get; init; } = "plan";

    /// <summary>Whether losses that are no numbers are part of it, and end nothing by themselves: a search for rates looks for where they begin.</summary>
    internal bool MayDiverge { get; init; }

    /// <summary>The rates in force for a batch, one a layer group.</summary>
    /// <param name="iteration">From 0.</param>
    /// <param name="lowered">What callbacks multiply them with, see <see cref="Callbacks.Callback.RateFactor"/>.</param>
    public IReadOnlyList<double> RatesAt(int iteration, double lowered = 1)
    {
        double factor = RateFactor((double)iteration / Iterations) * lowered;
        return Listing.Of<double>([.. PeakRates.Select(rate => rate * factor)]);
    }

    /// <summary>The momentum in force for a batch.</summary>
    public double MomentumAt(int iteration) => Momentum((double)iteration / Iterations);

    /// <summary>The plan in words, of which other plans have others: what is readable, and a hash of every rate and momentum.</summary>
    internal string Name(int frozenGroups)
    {
        double[] values = [.. Enumerable.Range(0, Iterations).SelectMany(i => RatesAt(i).Append(MomentumAt(i)))];
        string hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<double>(values)))[..8];
        string rates = string.Join(", ", PeakRates.Select(rate => rate.ToString("R", CultureInfo.InvariantCulture)));
        return string.Create(CultureInfo.InvariantCulture, $"fit {Recipe}: {Iterations} batches, rates {rates}, {frozenGroups} groups frozen, schedule {hash}");
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
