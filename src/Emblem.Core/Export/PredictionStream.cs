using System.Runtime.CompilerServices;

namespace Emblem.Export;

/// <summary>Answers one after the other: one batch is computed while the next is decoded.</summary>
internal static class PredictionStream
{
    /// <param name="predictor">Answers.</param>
    /// <param name="pictures">Read as they are needed.</param>
    /// <param name="before">How many pictures were before these, asked once the first is known; it decides what is random in a view.</param>
    /// <param name="stop">Ends it.</param>
    public static async IAsyncEnumerable<Prediction> Of(
        Predictor predictor, IAsyncEnumerable<PictureInput> pictures, Func<int> before, [EnumeratorCancellation] CancellationToken stop)
    {
        using IDisposable call = predictor.Enter();
        Task<Prediction[]>? computing = null;
        int begun = 0;
        await foreach (PictureInput[] group in Groups(pictures, predictor.PicturesAtOnce, stop).ConfigureAwait(false))
        {
            int first = before() + begun;
            Task<Prediction[]> next = await Task.Factory.StartNew(() => predictor.Begin(group, first, stop), stop, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).ConfigureAwait(false);
            begun += group.Length;
            foreach (Prediction answer in computing is null ? [] : await computing.ConfigureAwait(false))
                yield return answer;
            computing = next;
        }

        foreach (Prediction answer in computing is null ? [] : await computing.ConfigureAwait(false))
            yield return answer;
    }

    /// <summary>By hand: the library for it takes longer to load than a group to be computed.</summary>
    private static async IAsyncEnumerable<PictureInput[]> Groups(IAsyncEnumerable<PictureInput> pictures, int size, [EnumeratorCancellation] CancellationToken stop)
    {
        var group = new List<PictureInput>(size);
        await foreach (PictureInput picture in pictures.WithCancellation(stop).ConfigureAwait(false))
        {
            group.Add(picture);
            if (group.Count < size)
                continue;
            yield return [.. group];
            group.Clear();
        }

        if (group.Count > 0)
            yield return [.. group];
    }
}
