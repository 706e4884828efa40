using SkiaSharp;

namespace Emblem.Cli.Quickstart;

/// <summary>
/// One of the two fictional universities: a class name and what its emblem looks like, in units in which the emblem is about
/// two wide and centred on the origin, y downwards.
/// </summary>
/// <param name="Name">The class name, as folders and URL lists have it.</param>
/// <param name="Whole">Draws the whole emblem.</param>
/// <param name="Charge">Draws its figure alone, in the scheme's charge colour.</param>
internal sealed record Rival(string Name, Action<SKCanvas, ColourScheme> Whole, Action<SKCanvas, ColourScheme> Charge)
{
    public static readonly Rival Northfield = new("northfield", StagShield.DrawWhole, StagShield.DrawCharge);
    public static readonly Rival Southport = new("southport", AnchorRoundel.DrawWhole, AnchorRoundel.DrawCharge);

    /// <summary>Both, in the order of their names.</summary>
    public static readonly IReadOnlyList<Rival> All = [Northfield, Southport];
}
