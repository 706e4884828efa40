using System.Security.Cryptography;
using System.Text;
using Emblem.Foundation;

namespace Emblem.Cluster;

/// <summary>Whether all ranks have the same of something. Hashes are compared; only where they differ does the first rank send what it has.</summary>
internal static class RankAgreement
{
    private const int Named = 3;

    /// <param name="ranks">All of which come here.</param>
    /// <param name="what">What is compared, in the plural.</param>
    /// <param name="lines">What this rank has.</param>
    /// <exception cref="EmblemException">A rank has something else; on all ranks the same message, which names it and the first differences.</exception>
    public static void Require(Ranks ranks, string what, IReadOnlyList<string> lines)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        IReadOnlyList<byte[]> hashes = ranks.Gather(SHA256.HashData(text));
        if (hashes.All(hash => hash.AsSpan().SequenceEqual(hashes[0])))
            return;
        string[] first = Encoding.UTF8.GetString(ranks.Broadcast(text)).Split('\n');
        string[] own = [.. lines.Except(first, StringComparer.Ordinal).Take(Named)];
        string[] missed = [.. first.Except(lines, StringComparer.Ordinal).Take(Named)];
        IReadOnlyList<byte[]> said = ranks.Gather(Encoding.UTF8.GetBytes(Say(own, missed)));
        int rank = Enumerable.Range(1, ranks.Count - 1).First(other => !hashes[other].AsSpan().SequenceEqual(hashes[0]));
        throw new EmblemException(
            $"Rank {rank} on {ranks.Hosts[rank]} has other {what} than rank 0 on {ranks.Hosts[0]}: {Encoding.UTF8.GetString(said[rank])}. "
            + "Start all ranks with the same command, version and files.");
    }

    private static string Say(string[] own, string[] missed) => (own.Length, missed.Length) switch
    {
        (0, 0) => "the same in another order",
        (0, _) => $"it lacks {string.Join(", ", missed)}",
        (_, 0) => $"it has {string.Join(", ", own)}, which rank 0 lacks",
        _ => $"{string.Join(", ", own)}, and on rank 0 {string.Join(", ", missed)}",
    };
}
