namespace Emblem.Duplicates;

/// <summary>Solves a few equations.</summary>
internal static class LinearSystem
{
    /// <summary>Gauss–Jordan elimination with row pivots, in place; the last column becomes the answer.</summary>
    /// <param name="rows"><paramref name="count"/> rows of <paramref name="count"/> + 1 numbers.</param>
    /// <param name="count">Equations and unknowns.</param>
    /// <returns>False where the equations leave something open.</returns>
    public static bool TrySolve(double[] rows, int count)
    {
        int width = count + 1;
        for (int column = 0; column < count; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < count; row++)
            {
                if (Math.Abs(rows[(row * width) + column]) > Math.Abs(rows[(pivot * width) + column]))
                    pivot = row;
            }

            double value = rows[(pivot * width) + column];
            if (!(Math.Abs(value) > 1e-9))
                return false;
            for (int i = column; i < width; i++)
                (rows[(pivot * width) + i], rows[(column * width) + i]) = (rows[(column * width) + i], rows[(pivot * width) + i] / value);
            for (int row = 0; row < count; row++)
            {
                double factor = row == column ? 0 : rows[(row * width) + column];
                for (int i = column; factor != 0 && i < width; i++)
                    rows[(row * width) + i] -= factor * rows[(column * width) + i];
            }
        }

        return true;
    }
}
