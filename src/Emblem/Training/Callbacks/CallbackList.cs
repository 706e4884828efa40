namespace Emblem.Training.Callbacks;

/// <summary>Several callbacks called in order.</summary>
internal static class CallbackList
{
    public static void Each(this IReadOnlyList<Callback> callbacks, Action<Callback> call)
    {
        foreach (Callback callback in callbacks)
            call(callback);
    }
}
