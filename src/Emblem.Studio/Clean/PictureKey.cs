using Emblem.Data;
using Microsoft.AspNetCore.Components.Web;

namespace Emblem.Studio.Clean;

/// <summary>What a key asks for on a page that shows a picture to decide on.</summary>
internal enum PictureKey
{
    None,
    Keep,
    Remove,
    Suggested,
    Class,
    Undo,
    Select,
    Next,
    Previous,
}

/// <summary>Keys and what they ask for: the same on every page.</summary>
internal static class PictureKeys
{
    /// <summary>As many classes have a key of their own.</summary>
    public const int Numbered = 9;

    public const string Keep = "K";
    public const string Remove = "R";
    public const string Suggested = "S";
    public const string Undo = "U";
    public const string Select = "X";

    /// <summary>What was pressed; a key with Ctrl, Alt or Meta is the browser's.</summary>
    /// <param name="pressed">The event.</param>
    /// <returns>What it asks for, and of <see cref="PictureKey.Class"/> which, from 0.</returns>
    public static (PictureKey Asked, int Number) Of(KeyboardEventArgs pressed) => pressed.CtrlKey || pressed.AltKey || pressed.MetaKey ? default : pressed.Key.ToUpperInvariant() switch
    {
        Keep => (PictureKey.Keep, 0),
        Remove or "DELETE" => (PictureKey.Remove, 0),
        Suggested => (PictureKey.Suggested, 0),
        Undo => (PictureKey.Undo, 0),
        Select => (PictureKey.Select, 0),
        "ARROWRIGHT" => (PictureKey.Next, 0),
        "ARROWLEFT" => (PictureKey.Previous, 0),
        [>= '1' and <= '9'] digit => (PictureKey.Class, digit[0] - '1'),
        _ => default,
    };

    /// <summary>What a decision was, in a word.</summary>
    public static string WordOf(Correction decision) => decision.Action switch
    {
        CorrectionAction.Keep => Words.CleanWords.Kept,
        CorrectionAction.Remove => Words.CleanWords.Removed,
        _ => Words.Text.Of(Words.CleanWords.NowIs, decision.NewLabel ?? decision.SuggestedLabel ?? ""),
    };
}
