namespace Emblem.Benchmarks.Ranked;

/// <summary>
/// How long a step of several machines takes, from what it takes without a network: a sum of all gradients sends and takes twice the bytes, less a part for each rank
/// (Patarasuk and Yuan 2009), while most of the way back is still computed. Stated and explained in docs/cluster.md.
/// </summary>
/// <param name="Compute">Seconds that a rank computes for its part of a step.</param>
/// <param name="Bytes">Of all gradients.</param>
internal sealed record StepTimeModel(double Compute, double Bytes)
{
    /// <summary>
    /// The share of a step during which gradients travel unnoticed: the way back is two thirds of a step, and the first large bucket leaves when a quarter of it is done.
    /// </summary>
    public const double Hidden = 0.5;

    /// <summary>Seconds of a step.</summary>
    /// <param name="ranks">One a machine.</param>
    /// <param name="bandwidth">Bits a second, each way.</param>
    /// <param name="latency">Seconds of a message one way.</param>
    /// <param name="exchanges">Small ones that a step waits for: two for each batch norm that learns, and two more.</param>
    public double StepOf(int ranks, double bandwidth, double latency, int exchanges)
    {
        double travel = 2.0 * (ranks - 1) / ranks * Bytes * 8 / bandwidth;
        double small = exchanges * 2 * Math.Ceiling(Math.Log2(ranks)) * latency;
        return Compute + small + Math.Max(0, travel - (Hidden * Compute));
    }
}
