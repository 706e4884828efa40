using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Emblem.Foundation;
using Emblem.ModelFiles;

namespace Emblem.Training.Callbacks;

/// <summary>What a callback remembers from one batch to the next, as a checkpoint keeps it: values under names, and tensors.</summary>
public sealed class CallbackState
{
    // Losses may be NaN or infinite.
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Tensors under names of the callback's own; empty for most.</summary>
    public IDictionary<string, NamedTensor> Tensors { get; } = new Dictionary<string, NamedTensor>(StringComparer.Ordinal);

    internal JsonObject Values { get; init; } = [];

    internal bool IsEmpty => Values.Count == 0 && Tensors.Count == 0;

    /// <summary>Keeps a value. Numbers come back exactly as they were.</summary>
    /// <param name="name">Unique in this callback.</param>
    /// <param name="value">A number, a text, or a list or record of such.</param>
    /// <exception cref="NotTrimmableException">The program is trimmed.</exception>
    public void Set<T>(string name, T value)
    {
        NotTrimmableException.ThrowIfTrimmed("states of callbacks");
        Values[name] = JsonSerializer.SerializeToNode(value, Json);
    }

    /// <summary>A value that <see cref="Set"/> kept; the type's default when there is none.</summary>
    /// <exception cref="JsonException">Another type of value was kept.</exception>
    public T? Get<T>(string name) => Values[name] is { } value ? value.Deserialize<T>(Json) : default;

    /// <inheritdoc/>
    public override string ToString() => $"{ValueText.Count(Values.Count, "value")}, {ValueText.Count(Tensors.Count, "tensor")}";
}
