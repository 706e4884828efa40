namespace Emblem.Foundation;

/// <summary>Makes a few things at the same time.</summary>
internal static class AtOnce
{
    /// <summary>One of each, on any threads and in their order. What the first of them throws is thrown as it is, not wrapped as by <see cref="ParallelEnumerable"/>.</summary>
    public static T[] Make<TSource, T>(IEnumerable<TSource> sources, Func<TSource, int, T> make)
    {
        Task<T>[] begun = [.. sources.Select((source, i) => Task.Run(() => make(source, i)))];
        return [.. begun.Select(made => made.GetAwaiter().GetResult())];
    }
}
