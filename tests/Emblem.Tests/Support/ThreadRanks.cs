using System.Runtime.ExceptionServices;
using Emblem.Cluster;

namespace Emblem.Tests.Support;

/// <summary>
/// Several ranks in this process, a thread each, with <see cref="Ranks"/> of its own: what processes do together is tried without MPI and in milliseconds. A rank
/// that ends while others wait for it ends them too, and ranks that begin different exchanges are told of it, where processes would wait for ever.
/// </summary>
internal static class ThreadRanks
{
    /// <summary>Does the work on every rank, and gives what each made, by rank.</summary>
    /// <exception cref="Exception">What the first rank in time threw.</exception>
    public static T[] Run<T>(int count, Func<Ranks, T> work)
    {
        var made = new T[count];
        List<Exception> faults = [];
        Exception?[] all = Faults(count, ranks => made[ranks.Rank] = work(ranks), faults.Add);
        if (faults.Count > 0)
            ExceptionDispatchInfo.Throw(faults[0]);
        Assert.All(all, Assert.Null);
        return made;
    }

    /// <inheritdoc cref="Run{T}(int, Func{Ranks, T})"/>
    public static void Run(int count, Action<Ranks> work) => Run(count, ranks =>
    {
        work(ranks);
        return true;
    });

    /// <summary>Does the work on every rank, and gives what each threw, by rank; null for one that threw nothing.</summary>
    public static Exception?[] Faults(int count, Action<Ranks> work) => Faults(count, work, _ => { });

    private static Exception?[] Faults(int count, Action<Ranks> work, Action<Exception> thrown)
    {
        var meeting = new ThreadMeeting(count);
        var faults = new Exception?[count];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(rank => new Thread(() => Do(rank)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return faults;

        void Do(int rank)
        {
            try
            {
                using var ranks = new Ranks(new ThreadLink(meeting, rank));
                work(ranks);
            }
            catch (Exception fault)
            {
                lock (faults)
                    thrown(fault);
                faults[rank] = fault;
            }
            finally
            {
                meeting.Leave(rank);
            }
        }
    }
}
