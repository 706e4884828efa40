namespace Emblem.Studio.Collect;

/// <summary>Something that is not used.</summary>
/// <param name="Plain">Why, in words for everybody.</param>
/// <param name="Exact">Why, exactly.</param>
/// <param name="Example">Which.</param>
public sealed record LeftOutItem(string Plain, string Exact, string Example);
