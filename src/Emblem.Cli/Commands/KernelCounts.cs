namespace Emblem.Cli.Commands;

/// <summary>A network's row of <c>emblem doctor</c>.</summary>
/// <param name="Network">Its name.</param>
/// <param name="Right">Convolutions that are right as planned.</param>
/// <param name="Replaced">Right in another way.</param>
/// <param name="Wrong">Right in none.</param>
/// <param name="Crashed">With a way that ended its process; they are counted among the others too.</param>
internal sealed record KernelCounts(string Network, int Right, int Replaced, int Wrong, int Crashed);
