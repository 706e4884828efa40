namespace Emblem.Data;

/// <summary>One picture's turn in an epoch.</summary>
/// <param name="Item">Which picture: an index into the list that is drawn from.</param>
/// <param name="View">
/// Which of the epoch's random views of it: the item itself the first time, another number each time it is drawn again, so that no two turns
/// show the same.
/// </param>
internal readonly record struct Draw(int Item, int View)
{
    /// <summary>Every picture once, in order.</summary>
    public static Draw[] InOrder(int count) => [.. Enumerable.Range(0, count).Select(item => new Draw(item, item))];
}
