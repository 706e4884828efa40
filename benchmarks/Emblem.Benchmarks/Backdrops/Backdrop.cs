namespace Emblem.Benchmarks.Backdrops;

/// <summary>What many pictures share without being one: a frame, a studio, a layout. Each drawing has it from the same few lines of code.</summary>
/// <param name="Name">In the table.</param>
/// <param name="TakesPhotograph">Whether a photograph is what is shown; such kinds are left out where no folder of photographs is given.</param>
/// <param name="Draw">Draws one picture; what it shows comes from the sheet's chances, the rest is the same in all.</param>
internal sealed record Backdrop(string Name, bool TakesPhotograph, Action<Sheet> Draw)
{
    /// <summary>Those that the search was made with.</summary>
    public static readonly IReadOnlyList<Backdrop> Known =
    [
        new("photograph", true, sheet => sheet.Photograph(sheet.Whole)),
        new("black frame, faint picture", true, sheet => Frames.Faint(sheet, 0, 0.09f)),
        new("white frame, faint picture", true, sheet => Frames.Faint(sheet, 255, 0.06f)),
        new("passe-partout", true, Frames.PassePartout),
        new("white studio", false, Studios.White),
        new("gradient studio", false, Studios.Gradient),
        new("scanned pages", false, Papers.Page),
        new("windows of one program", false, Screens.Window),
        new("slides", false, Screens.Slide),
        new("charts", false, Screens.Chart),
    ];

    /// <summary>Nothing drawn but what is shared: every picture is of the folders.</summary>
    public static readonly IReadOnlyList<Backdrop> Shared =
    [
        new("photograph", true, sheet => sheet.Photograph(sheet.Whole)),
        new("black frame, faint picture", true, sheet => Frames.FaintPhotograph(sheet, 0, 0.09f)),
        new("white frame, faint picture", true, sheet => Frames.FaintPhotograph(sheet, 255, 0.06f)),
        new("passe-partout", true, Frames.PassePartout),
        new("white studio, cut out", true, sheet => Packshots.WhiteStudio(sheet, 0.4, 1)),
        new("white studio, pale", true, sheet => Packshots.WhiteStudio(sheet, 0.1, 0.3)),
        new("gradient studio, cut out", true, Packshots.GradientStudio),
        new("carton on white", true, Packshots.Box),
        new("cup on white", true, Packshots.Cup),
        new("scanned pages", true, Packshots.Page),
    ];

    /// <summary>Those that were looked at once, when all was decided.</summary>
    public static readonly IReadOnlyList<Backdrop> HeldOut =
    [
        new("carved frame", true, Frames.Carved),
        new("round mask", true, Frames.Round),
        new("trading cards", true, Frames.Card),
        new("news banner", true, Frames.Banner),
        new("wooden table", false, Studios.Table),
        new("spotlight", false, Studios.Spotlight),
        new("app tiles", false, Studios.Tile),
        new("filled forms", false, Papers.Form),
        new("parcel labels", false, Papers.Label),
        new("floor plans", false, Papers.Plan),
    ];
}
