using System.Runtime.Intrinsics;

namespace Emblem.Duplicates;

/// <summary>
/// Moves one picture over another until their pixels agree: Gauss–Newton on an affine map together with a gain and an offset of brightness,
/// with Cauchy weights, so that a mark laid over one of them does not pull (Lucas and Kanade 1981; Holland and Welsch 1977).
/// </summary>
internal static class Alignment
{
    private const int Unknowns = 8;
    private const int RowLength = Unknowns + 1;

    /// <summary>How much of the pixels' own mean pull goes back to the start.</summary>
    private const double Pull = 0.01;

    /// <summary>Differences in levels of 255 count up to this, when placements are compared.</summary>
    private const float LargestDifference = 60;

    /// <summary>Improves a placement.</summary>
    /// <param name="still">The picture that is looked at.</param>
    /// <param name="moved">The picture that is laid over it, at about the same size.</param>
    /// <param name="start">From the still picture to the moved one.</param>
    /// <param name="steps">At most so many; fewer when it no longer moves.</param>
    /// <returns>The best placement met, or null where the pictures hardly overlap or show nothing to hold on to.</returns>
    public static Placement? Refine(Plane still, Plane moved, Placement start, int steps)
    {
        (Placement placement, Placement best) = (start, start);
        if (Light(still, moved, placement) is not { } light)
            return null;
        (float gain, float offset) = light;
        (double difference, double least) = (20, double.PositiveInfinity);
        var rows = new double[Unknowns * RowLength];
        for (int step = 0; step <= steps; step++)
        {
            difference = Accumulate(still, moved, placement, (gain, offset), (float)(1.5 * difference) + 1, rows);
            if (double.IsNaN(difference))
                break;
            if (difference < least)
                (least, best) = (difference, placement);
            Hold(rows, placement, start);
            if (step == steps || !LinearSystem.TrySolve(rows, Unknowns))
                break;
            placement = FromCentred(Centred(placement).Select((value, i) => value - Change(rows, i)).ToArray());
            gain -= (float)Change(rows, 6);
            offset -= (float)Change(rows, 7);
            if (gain <= 0 || Moves(rows, 0) * moved.Width + Moves(rows, 3) * moved.Height < 0.02)
                break;
        }

        return double.IsInfinity(least) ? null : best;
    }

    /// <summary>
    /// Pulls weakly to where it began: where a picture shows little, such as one edge, its pixels leave some ways to move open.
    /// </summary>
    private static void Hold(double[] rows, Placement placement, Placement start)
    {
        (double[] now, double[] before) = (Centred(placement), Centred(start));
        double pull = Pull * Enumerable.Range(0, now.Length).Sum(i => rows[(i * RowLength) + i]) / now.Length;
        for (int i = 0; i < now.Length; i++)
        {
            rows[(i * RowLength) + i] += pull;
            rows[(i * RowLength) + Unknowns] += pull * (now[i] - before[i]);
        }
    }

    /// <summary>The six numbers with the shift taken at the middle, where it does not depend on the others.</summary>
    private static double[] Centred(Placement p) =>
        [p.XX, p.XY, p.X0 + (0.5 * (p.XX + p.XY)), p.YX, p.YY, p.Y0 + (0.5 * (p.YX + p.YY))];

    private static Placement FromCentred(double[] n) =>
        new(n[0], n[1], n[2] - (0.5 * (n[0] + n[1])), n[3], n[4], n[5] - (0.5 * (n[3] + n[4])));

    private static double Change(double[] rows, int unknown) => rows[(unknown * RowLength) + Unknowns];

    private static double Moves(double[] rows, int first) =>
        Math.Abs(Change(rows, first)) + Math.Abs(Change(rows, first + 1)) + Math.Abs(Change(rows, first + 2));

    /// <summary>Gain and offset that bring the moved picture's mean and deviation to the still one's, where they meet.</summary>
    private static (float Gain, float Offset)? Light(Plane still, Plane moved, Placement placement)
    {
        double a = 0, b = 0, aa = 0, bb = 0;
        int count = 0;
        for (int y = 1; y < still.Height - 1; y++)
        {
            var line = new PlacedLine(still, moved, placement, y);
            for (int x = 1; x < still.Width - 1; x++)
            {
                if (!moved.TryPlace(line.X(x), line.Y(x), out Place place))
                    continue;
                float value = moved.Value(place);
                float own = still.Values[(y * still.Width) + x];
                (a, aa, b, bb, count) = (a + own, aa + (own * own), b + value, bb + (value * value), count + 1);
            }
        }

        if (count < Unknowns * 4)
            return null;
        (double meanA, double meanB) = (a / count, b / count);
        double gain = Math.Sqrt(Math.Max(1, (aa / count) - (meanA * meanA)) / Math.Max(1, (bb / count) - (meanB * meanB)));
        return ((float)gain, (float)(meanA - (gain * meanB)));
    }

    /// <summary>The normal equations of one step; returns the mean difference of the pixels, or NaN where too few meet.</summary>
    private static double Accumulate(
        Plane still, Plane moved, Placement placement, (float Gain, float Offset) light, float scale, double[] rows)
    {
        // Eight sums of eight, by name: in an array each would be stored and loaded again for every pixel.
        (Vector256<float> p0, Vector256<float> p1, Vector256<float> p2, Vector256<float> p3) = default((Vector256<float>, Vector256<float>, Vector256<float>, Vector256<float>));
        (Vector256<float> p4, Vector256<float> p5, Vector256<float> p6, Vector256<float> p7) = default((Vector256<float>, Vector256<float>, Vector256<float>, Vector256<float>));
        Vector256<float> right = Vector256<float>.Zero;
        (float[] values, float[] slopesX, float[] slopesY) = (moved.Values, moved.SlopesX, moved.SlopesY);
        double differences = 0;
        int count = 0;
        for (int y = 1; y < still.Height - 1; y++)
        {
            var line = new PlacedLine(still, moved, placement, y);
            float py = ((y + 0.5f) / still.Height) - 0.5f;
            ReadOnlySpan<float> own = still.Values.AsSpan(y * still.Width, still.Width);
            for (int x = 1; x < own.Length - 1; x++)
            {
                if (!moved.TryPlace(line.X(x), line.Y(x), out Place place))
                    continue;
                float value = place.Mix(values);
                float residual = (light.Gain * value) + light.Offset - own[x];
                differences += Math.Min(Math.Abs(residual), LargestDifference);
                count++;
                float px = ((x + 0.5f) / still.Width) - 0.5f;
                float weight = 1 / (1 + (residual / scale * (residual / scale)));
                float sx = light.Gain * place.Mix(slopesX) * moved.Width, sy = light.Gain * place.Mix(slopesY) * moved.Height;
                Vector256<float> weighted = Vector256.Create(sx * px, sx * py, sx, sy * px, sy * py, sy, value, 1) * weight;
                right += weighted * residual;
                p0 += weighted * (sx * px);
                p1 += weighted * (sx * py);
                p2 += weighted * sx;
                p3 += weighted * (sy * px);
                p4 += weighted * (sy * py);
                p5 += weighted * sy;
                p6 += weighted * value;
                p7 += weighted;
            }
        }

        ReadOnlySpan<Vector256<float>> products = [p0, p1, p2, p3, p4, p5, p6, p7];
        for (int i = 0; i < Unknowns; i++)
        {
            for (int j = 0; j < Unknowns; j++)
                rows[(i * RowLength) + j] = products[i][j];
            rows[(i * RowLength) + Unknowns] = right[i];
        }

        return count < Unknowns * 4 ? double.NaN : differences / count;
    }
}
