using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Emblem.Foundation;

/// <summary>
/// How values print, on every machine alike: <c>Name { Member = 1, List = [a, b … and 7 more] }</c>. What a record prints by itself has the numbers of the
/// machine's culture and the names of lists' types. Types that a notebook shows have words of their own.
/// </summary>
internal static class ValueText
{
    /// <summary>Items of a list that are shown.</summary>
    public const int Shown = 10;

    // Within a line, where a list is one of several things.
    private const int ShownWithin = 3;

    /// <summary>What a value holds, in a line: its public properties that are stored, not those that it works out.</summary>
    public static string Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T value)
        where T : notnull
    {
        string[] members =
        [
            .. from property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
               where property.GetMethod is { } read && read.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
               select $"{property.Name} = {Line(property.GetValue(value))}",
        ];
        return members.Length == 0 ? typeof(T).Name : $"{typeof(T).Name} {{ {string.Join(", ", members)} }}";
    }

    /// <summary>A list: short things in a line, others one a line; the first ten, and how many more there are.</summary>
    public static string Lines<T>(IReadOnlyList<T> items)
    {
        bool isShort = IsShort(typeof(T));
        IEnumerable<string> shown = items.Take(Shown).Select(item => Item(item));
        if (isShort)
            return $"[{string.Join(", ", shown)}{(items.Count > Shown ? $" … and {Count(items.Count - Shown)} more" : "")}]";
        return items.Count == 0 ? "[]" : string.Join(Environment.NewLine, items.Count > Shown ? shown.Append($"… and {Count(items.Count - Shown)} more") : shown);
    }

    /// <summary>A value, in as many lines as it has.</summary>
    public static string Item(object? value) => value switch
    {
        null => "none",
        string text => text,
        float number => number.ToString("G6", CultureInfo.InvariantCulture),
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        ReadOnlyMemory<byte> bytes => $"{Count(bytes.Length)} bytes",
        ITuple parts => $"({string.Join(", ", Enumerable.Range(0, parts.Length).Select(i => Item(parts[i])))})",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        ICollection items => Within(items),
        _ => Said(value),
    };

    /// <summary>How many, without a culture's marks.</summary>
    public static string Count(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>So many of something: <c>1 picture</c>, <c>2 pictures</c>.</summary>
    public static string Count(long number, string one, string? many = null) => $"{Count(number)} {(number == 1 ? one : many ?? $"{one}s")}";

    /// <summary>A loss, a share and their like; said where there is none.</summary>
    public static string Number(double? number, string format = "0.0000") => FiniteNumbers.OrNull(number)?.ToString(format, CultureInfo.InvariantCulture) ?? "undefined";

    /// <summary>A learning rate, such as <c>1.5E-05</c>.</summary>
    public static string Rate(double? rate) => FiniteNumbers.OrNull(rate)?.ToString("0.##E+00", CultureInfo.InvariantCulture) ?? "none";

    /// <summary>A callback or a clock has no words of its own: that it is there says more than its type's name.</summary>
    private static string Said(object value) => value.ToString() is { } said && said != value.GetType().ToString() ? said : "given";

    /// <summary>The first line of what a value prints: it is one of several things in a line.</summary>
    private static string Line(object? value)
    {
        string text = Item(value);
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : $"{text[..end]} …";
    }

    private static string Within(ICollection items)
    {
        string[] shown = [.. items.Cast<object?>().Take(ShownWithin).Select(Line)];
        return $"[{string.Join(", ", shown)}{(items.Count > shown.Length ? $" … and {Count(items.Count - shown.Length)} more" : "")}]";
    }

    private static bool IsShort(Type type) => type == typeof(string) || type.IsPrimitive || type.IsEnum || type.IsAssignableTo(typeof(ITuple));
}
