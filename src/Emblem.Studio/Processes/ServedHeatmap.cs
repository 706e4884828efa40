namespace Emblem.Studio.Processes;

/// <summary>Where a model sees a class, as a page shows it.</summary>
/// <param name="Address">The picture itself, as an address.</param>
/// <param name="Caption">What it shows, in words.</param>
internal sealed record ServedHeatmap(string Address, string Caption);
