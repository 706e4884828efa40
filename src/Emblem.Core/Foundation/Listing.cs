using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Emblem.Foundation;

/// <summary>
/// A list that prints what is in it: all lists that users get are such, so that none prints a type's name. It is a view, so it copies nothing; two of one
/// list are equal, as the list itself would be, which records that hold one rely on.
/// </summary>
/// <param name="items">What it shows.</param>
/// <param name="print">How all of it prints; <see cref="ValueText.Lines"/> when null.</param>
internal sealed class Listing<T>(IList<T> items, Func<IReadOnlyList<T>, string>? print = null) : ReadOnlyCollection<T>(items)
{
    public override string ToString() => print is null || Count == 0 ? ValueText.Lines(this) : print(this);

    public override bool Equals(object? obj) => obj is Listing<T> other && ReferenceEquals(Items, other.Items);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(Items);
}

/// <summary>Makes lists and tables that print what is in them.</summary>
internal static class Listing
{
    /// <summary>The same items, printing; null for null.</summary>
    /// <param name="items">Not to be changed afterwards.</param>
    /// <param name="print">How all of it prints; when null, short items in a line and others one a line.</param>
    [return: NotNullIfNotNull(nameof(items))]
    public static IReadOnlyList<T>? Of<T>(IReadOnlyList<T>? items, Func<IReadOnlyList<T>, string>? print = null) =>
        items is null or Listing<T> ? items : new Listing<T>(items as IList<T> ?? [.. items], print);

    /// <summary>The same pairs, printing.</summary>
    /// <param name="pairs">Not to be changed afterwards.</param>
    [return: NotNullIfNotNull(nameof(pairs))]
    public static IReadOnlyDictionary<TKey, TValue>? Of<TKey, TValue>(IReadOnlyDictionary<TKey, TValue>? pairs)
        where TKey : notnull => pairs is null or Pairs<TKey, TValue> ? pairs : new Pairs<TKey, TValue>(pairs as IDictionary<TKey, TValue> ?? pairs.ToDictionary());

    private sealed class Pairs<TKey, TValue>(IDictionary<TKey, TValue> pairs) : ReadOnlyDictionary<TKey, TValue>(pairs)
        where TKey : notnull
    {
        public override string ToString() =>
            ValueText.Lines([.. this.Select(pair => $"{ValueText.Item(pair.Key)}: {ValueText.Item(pair.Value)}")]);

        public override bool Equals(object? obj) => obj is Pairs<TKey, TValue> other && ReferenceEquals(Dictionary, other.Dictionary);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(Dictionary);
    }
}
