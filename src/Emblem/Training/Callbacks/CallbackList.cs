namespace Emblem.Training.Callbacks;

/// <summary>Several callbacks called in order.</summary>
internal static class CallbackList
{
    public static void Each(this IReadOnlyList<Callback> callbacks, Action<Callback> call)
    {
        foreach (Callback callback in callbacks)
            call(callback);
    }

    /// <summary>What all of them together multiply learning rates with.</summary>
    public static double RateFactor(this IReadOnlyList<Callback> callbacks) => callbacks.Aggregate(1.0, (factor, callback) => factor * callback.RateFactor);
}
