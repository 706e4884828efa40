using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Training.Callbacks;

namespace Emblem.Training.Checkpoints;

/// <summary>What one callback of a fit remembers.</summary>
/// <param name="Type">The callback's class.</param>
/// <param name="Values">Its values.</param>
internal sealed record SavedCallback(string Type, JsonObject Values)
{
    /// <summary>Its tensors; beside the record in a file.</summary>
    [JsonIgnore]
    public IReadOnlyList<NamedTensor> Tensors { get; init; } = [];

    /// <summary>The state of all that have any. Several of one class are told apart by their order.</summary>
    public static IReadOnlyList<SavedCallback> Capture(IReadOnlyList<Callback> callbacks)
    {
        var found = new List<SavedCallback>();
        foreach (Callback callback in callbacks)
        {
            var state = new CallbackState();
            callback.SaveState(state);
            if (!state.IsEmpty)
                found.Add(new SavedCallback(NameOf(callback), state.Values) { Tensors = [.. state.Tensors.Values] });
        }

        return found;
    }

    /// <summary>Gives each its own back.</summary>
    /// <exception cref="EmblemException">A callback that had something to remember is missing.</exception>
    public static void Restore(IReadOnlyList<SavedCallback> saved, IReadOnlyList<Callback> callbacks)
    {
        var left = callbacks.ToList();
        foreach (SavedCallback one in saved)
        {
            Callback owner = left.Find(callback => NameOf(callback) == one.Type) ?? throw new EmblemException(
                $"The interrupted fit had the callback {one.Type}, and now it has {string.Join(", ", callbacks.Select(NameOf))}. "
                + "Resume with the same callbacks in the same order.");
            left.Remove(owner);
            owner.RestoreState(one.ToState());
        }
    }

    private CallbackState ToState()
    {
        var state = new CallbackState { Values = Values };
        foreach (NamedTensor tensor in Tensors)
            state.Tensors[tensor.Name] = tensor;
        return state;
    }

    private static string NameOf(Callback callback) => callback.GetType().Name;
}
