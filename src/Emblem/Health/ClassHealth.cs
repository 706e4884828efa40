namespace Emblem.Health;

/// <summary>One class at a glance.</summary>
/// <param name="Name">The class.</param>
/// <param name="Count">Pictures that can be read.</param>
/// <param name="Broken">Files that cannot.</param>
/// <param name="Troubled">Pictures with at least one finding.</param>
/// <param name="MedianWidth">Pixels; 0 where none can be read.</param>
/// <param name="MedianHeight">Pixels; 0 where none can be read.</param>
public sealed record ClassHealth(string Name, int Count, int Broken, int Troubled, int MedianWidth, int MedianHeight);
