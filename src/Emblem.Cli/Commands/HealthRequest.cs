using Emblem.Folders;
using Emblem.Health;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary>What <c>emblem health</c> was asked for.</summary>
/// <param name="Folder">Only read.</param>
/// <param name="Picture">The PNG file to draw.</param>
/// <param name="Options">Thresholds.</param>
/// <param name="ClassFolder">Which folder names the class.</param>
/// <param name="IsStrict">Whether what looks odd is an error.</param>
internal sealed record HealthRequest(string Folder, string Picture, HealthOptions Options, ClassFolder ClassFolder, bool IsStrict)
{
    /// <summary>What names the classes in place of folders, or null.</summary>
    public RunLabels? Labels { get; init; }

    /// <summary>A file of decisions on labels, or null.</summary>
    public string? Corrections { get; init; }
}
