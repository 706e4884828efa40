namespace Emblem.Data;

/// <summary>Which rows of a batch are here, where several processes share it.</summary>
/// <param name="First">The first row.</param>
/// <param name="Count">Rows here, at least 1.</param>
/// <param name="Of">Rows of the whole batch.</param>
/// <param name="Share">What each row here counts: 1, or a part where every process has the whole batch.</param>
internal readonly record struct BatchPart(int First, int Count, int Of, double Share)
{
    /// <summary>
    /// The part of one process of several: neighbours, as many as others have or one more. A batch of fewer pictures than processes is computed whole by all of them,
    /// and each counts its part: a network cannot compute nothing.
    /// </summary>
    public static BatchPart OfRank(int rows, int rank, int ranks) => rows < ranks
        ? new(0, rows, rows, 1.0 / ranks)
        : new(FirstOf(rows, rank, ranks), FirstOf(rows, rank + 1, ranks) - FirstOf(rows, rank, ranks), rows, 1);

    private static int FirstOf(int rows, int rank, int ranks) => (int)((long)rows * rank / ranks);
}
