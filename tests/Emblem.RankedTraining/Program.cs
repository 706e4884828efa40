using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Emblem.Cluster;
using Emblem.Tests.Support;
using Emblem.Training;

// The network of fast.ai's trajectories, trained for 30 batches by as many processes as mpirun starts, or by one alone. Prints the loss of each batch, and of
// each rank a hash of the weights that it has in the end.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var ranks = Ranks.Join();
using Learner learner = SmallLearner.Make(new LearnerOptions { Ranks = ranks });
learner.FitOneCycle(5, 1e-2);
float[] weights = [.. SmallLearner.State(learner).OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => entry.Value)];
byte[] hash = SHA256.HashData(MemoryMarshal.AsBytes<float>(weights));
IReadOnlyList<byte[]> hashes = ranks?.Gather(hash) ?? [hash];
if (ranks is not { IsFirst: false })
{
    foreach (BatchRecord batch in learner.History.Batches)
        Console.WriteLine($"loss {batch.Loss:R}");
    foreach (byte[] one in hashes)
        Console.WriteLine($"weights {Convert.ToHexStringLower(one)}");
}
