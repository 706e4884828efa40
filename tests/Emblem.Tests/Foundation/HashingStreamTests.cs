using System.Security.Cryptography;
using Emblem.Foundation;

namespace Emblem.Tests.Foundation;

public sealed class HashingStreamTests
{
    [Fact]
    public void PiecesOfAnyLengthAreHashedInOrder()
    {
        byte[] whole = [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 7))];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = new HashingStream(hash);

        stream.Write(whole, 0, 300);
        stream.Write(whole.AsSpan(300, 0));
        stream.WriteByte(whole[300]);
        stream.Write(whole.AsSpan(301));

        Assert.Equal(SHA256.HashData(whole), hash.GetHashAndReset());
        Assert.Equal(whole.Length, stream.Position);
    }

    /// <summary>A copy of a large tensor would stay in the shared pool of arrays.</summary>
    [Fact]
    public void NothingIsCopied()
    {
        byte[] large = new byte[8 << 20];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = new HashingStream(hash);
        stream.Write(large.AsSpan(0, 1));
        long before = GC.GetAllocatedBytesForCurrentThread();

        stream.Write(large);

        // The runtime may take a few kilobytes of its own the first time.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, large.Length / 100);
    }
}
