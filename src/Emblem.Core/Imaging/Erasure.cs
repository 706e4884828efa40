namespace Emblem.Imaging;

/// <summary>A rectangle of the result that is painted over.</summary>
/// <param name="Left">Its first column; may lie outside the result.</param>
/// <param name="Top">Its first row; may lie outside the result.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Fill">What it is painted with.</param>
public sealed record Erasure(int Left, int Top, int Width, int Height, ErasureFill Fill)
{
    /// <summary>Decides the colours of <see cref="ErasureFill.Noise"/>; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>The one that was chosen before, which this one covers where they meet; null for the first.</summary>
    public Erasure? Before { get; init; }

    /// <summary>Paints its part, and before it that of the earlier ones, of one row of the result, in 0..1.</summary>
    internal void Paint(int row, ColourPlanes pixels)
    {
        Before?.Paint(row, pixels);
        long right = (long)Left + Width, bottom = (long)Top + Height;
        if (row < Top || row >= bottom)
            return;
        int end = (int)Math.Clamp(right, 0, pixels.Length);
        int start = Math.Clamp(Left, 0, end);
        var noise = new GridNoise(Seed);
        for (int i = start; i < end; i++)
        {
            (float red, float green, float blue) = Fill switch
            {
                ErasureFill.Noise => noise.At(row, i),
                ErasureFill.Gray => (0.5f, 0.5f, 0.5f),
                _ => (0, 0, 0),
            };
            pixels.Set(i, red, green, blue);
        }
    }
}
