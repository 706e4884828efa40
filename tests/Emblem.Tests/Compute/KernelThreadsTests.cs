using System.Collections.Concurrent;
using Emblem.Compute;

namespace Emblem.Tests.Compute;

public class KernelThreadsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(100, 4)]
    [InlineData(2, 8)]
    [InlineData(0, 4)]
    public void Does_every_piece_once(int count, int threads)
    {
        var done = new int[count];

        KernelThreads.Each(count, threads, i => Interlocked.Increment(ref done[i]));

        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Fact]
    public void Loses_no_piece_where_fewer_threads_come_than_were_asked_for()
    {
        // A loop inside a loop gets one thread from OpenMP, whatever it asks for.
        var done = new int[4, 20];

        KernelThreads.Each(4, 2, outer => KernelThreads.Each(20, 2, inner => Interlocked.Increment(ref done[outer, inner])));

        Assert.All(done.Cast<int>(), times => Assert.Equal(1, times));
    }

    [Fact]
    public void A_piece_goes_to_a_thread_by_its_number()
    {
        var thread = new int[40];

        KernelThreads.Each(thread.Length, 2, i => thread[i] = Environment.CurrentManagedThreadId);

        Assert.All(Enumerable.Range(2, thread.Length - 2), i => Assert.Equal(thread[i % 2], thread[i]));
    }

    [Fact]
    public void Works_with_the_threads_that_torch_has()
    {
        // GNU's OpenMP comes with libtorch for Linux; elsewhere .NET's threads do the work.
        Assert.SkipUnless(OperatingSystem.IsLinux(), "libtorch brings no GNU OpenMP here");
        Assert.True(KernelThreads.AreTorchs);
        var seen = new ConcurrentBag<int>();
        for (int round = 0; round < 50; round++)
            KernelThreads.Each(2, 2, _ => seen.Add(Environment.CurrentManagedThreadId));

        // The caller is one of them, and the others stay the same.
        Assert.Equal(2, seen.Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_a_piece_throws_arrives(int threads)
    {
        var fault = Assert.ThrowsAny<Exception>(() => KernelThreads.Each(4, threads, i =>
        {
            if (i == 3)
                throw new ArithmeticException("the third");
        }));

        Assert.Contains("the third", (fault.InnerException ?? fault).Message, StringComparison.Ordinal);
    }
}
