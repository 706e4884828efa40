using System.Collections;
using System.Reflection;

namespace Emblem.Tests.Support;

/// <summary>Goes from a value through all public properties of Emblem's own types, a few items of each list, and looks at what each prints.</summary>
internal sealed class TextWalk
{
    private const int Items = 2;
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> _faults = [];

    /// <summary>Where a text is a type's name or has one in it: the way there and the text.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>How many values were looked at.</summary>
    public int Count => _seen.Count;

    public void Look(object? value, string way)
    {
        if (value is null or Delegate or CancellationToken || !_seen.Add(value))
            return;
        string text = value.ToString() ?? "";
        if (text.Contains("Emblem.", StringComparison.Ordinal) || text.Contains("System.", StringComparison.Ordinal) || text.Contains('`'))
            _faults.Add($"{way}: {text}");
        if (value is IEnumerable items and not string)
        {
            foreach (object? item in items.Cast<object?>().Take(Items))
                Look(item, $"{way}[]");
        }

        if (value.GetType().Assembly.GetName().Name is not ("Emblem" or "Emblem.Core" or "Emblem.Inference") || value is IEnumerable)
            return;
        foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsLookedAt))
            Look(property.GetValue(value), $"{way}.{property.Name}");
    }

    /// <summary>Bytes are bytes, tensors and clocks are others' values, and a callback's dictionary is for it to fill.</summary>
    private static bool IsLookedAt(PropertyInfo property) => property.GetIndexParameters().Length == 0
        && property.PropertyType != typeof(byte[]) && property.PropertyType != typeof(ReadOnlyMemory<byte>) && property.PropertyType != typeof(TimeProvider)
        && property.PropertyType.Namespace is { } space && (space.StartsWith("System", StringComparison.Ordinal) || space.StartsWith("Emblem", StringComparison.Ordinal))
        && !property.PropertyType.IsAssignableTo(typeof(IDictionary)) && property.Name != "Tensors";
}
