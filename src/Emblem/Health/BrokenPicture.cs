namespace Emblem.Health;

/// <summary>A file that training could not read.</summary>
/// <param name="Name">Its path below the folder that was opened, with <c>/</c>.</param>
/// <param name="Class">Its class.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record BrokenPicture(string Name, string Class, string Reason);
