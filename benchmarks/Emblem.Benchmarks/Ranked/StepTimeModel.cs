namespace Emblem.Benchmarks.Ranked;

/// <summary>
/// How long a step of several machines takes, from what it takes without a network: a sum of all gradients sends and takes twice the bytes, less a part for each rank
/// (Patarasuk and Yuan 2009), of which the way back hides some. Stated and explained in docs/cluster.md.
/// </summary>
/// <param name="Compute">Seconds that a rank computes for its part of a step.</param>
/// <param name="Bytes">Of all gradients.</param>
internal sealed record StepTimeModel(double Compute, double Bytes)
{
    /// <summary>
    /// The share of the travel that a step notices, as measured with one core a rank, which computes and feeds the network in one. Two thirds of the gradients leave while
    /// half of the way back is still to come, so cores to spare would hide more; that was not measured.
    /// </summary>
    public const double Noticed = 0.9;

    /// <summary>Seconds of a step.</summary>
    /// <param name="ranks">One a machine.</param>
    /// <param name="bandwidth">Bits a second, each way.</param>
    /// <param name="latency">Seconds of a message one way.</param>
    /// <param name="exchanges">Small ones that a step waits for: two for each batch norm that learns, and two more.</param>
    public double StepOf(int ranks, double bandwidth, double latency, int exchanges)
    {
        double travel = 2.0 * (ranks - 1) / ranks * Bytes * 8 / bandwidth;
        double small = exchanges * 2 * Math.Ceiling(Math.Log2(ranks)) * latency;
        return Compute + small + (Noticed * travel);
    }
}
