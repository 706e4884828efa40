namespace Emblem.Models.Fused;

/// <summary>Pictures with channels last, pooled over 3×3 places, two from one window to the next, one around the picture.</summary>
/// <param name="Pictures">How many.</param>
/// <param name="Height">Rows of a picture.</param>
/// <param name="Width">Columns of a picture.</param>
/// <param name="Channels">Values at a place.</param>
internal readonly record struct PoolShape(int Pictures, int Height, int Width, int Channels)
{
    /// <summary>Rows of a result.</summary>
    public int PooledHeight => ((Height - 1) / 2) + 1;

    /// <summary>Columns of a result.</summary>
    public int PooledWidth => ((Width - 1) / 2) + 1;
}
