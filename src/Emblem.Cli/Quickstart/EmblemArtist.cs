using Emblem.Cli.Quickstart.Scenes;
using Emblem.Foundation;
using SkiaSharp;

namespace Emblem.Cli.Quickstart;

/// <summary>
/// Draws one sample picture. Kind of scene, colours, and whether the whole emblem is shown go by the picture's number, so both
/// rivals get the same mixture; everything else is drawn by chance from (seed, rival, number).
/// </summary>
internal static class EmblemArtist
{
    /// <summary>Ten in a row: small in a scene is the rare one.</summary>
    private static readonly Func<SceneBrief, SKBitmap>[] Scenes =
    [
        FlatScene.Draw, ClothScene.Draw, SignScene.Draw, ClutterScene.Draw, FlatScene.Draw,
        ClothScene.Draw, SignScene.Draw, CampusScene.Draw, FlatScene.Draw, ClutterScene.Draw,
    ];

    /// <summary>The file's bytes: a JPEG, or a PNG where asked for.</summary>
    public static byte[] Draw(Rival rival, int number, RandomSource source, bool png = false)
    {
        RandomStream random = source.Stream($"sample picture of {rival.Name}", item: number);
        ColourScheme scheme = ColourScheme.Create(number % ColourScheme.Orders, random);
        (int width, int height) = Size(random);
        var brief = new SceneBrief(rival, scheme, Whole: number / 2 % 4 != 3, width, height, random);
        using SKBitmap bitmap = Scenes[number % Scenes.Length](brief);
        Camera.Expose(bitmap, random);
        bool worn = random.NextChance(0.2);
        return png ? Camera.EncodePng(bitmap) : Camera.Save(bitmap, worn, random);
    }

    /// <summary>200 to 700 pixels a side, square to 3:2, lying or standing.</summary>
    private static (int Width, int Height) Size(RandomStream random)
    {
        int shorter = random.Whole(200, 470);
        int longer = Math.Min(700, (int)(shorter * random.Between(1, 1.5)));
        return random.NextChance(0.6) ? (longer, shorter) : (shorter, longer);
    }
}
