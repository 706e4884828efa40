using Emblem.Imaging;

namespace Emblem.Duplicates;

/// <summary>Finds the margins of one colour round a picture: frames, and the paper round a logo.</summary>
internal static class EvenMargins
{
    /// <summary>Levels by which a pixel of a margin may differ from the side's first row: what a strong JPEG does to an even area.</summary>
    private const int Tolerance = 14;

    /// <summary>The share of a row that must keep to it.</summary>
    private const double Kept = 0.98;

    /// <summary>The least share of the longer side that is worth cutting off.</summary>
    private const double LeastCut = 0.012;

    /// <returns>Where the picture lies without them, or null where it has none or would be less than a fifth of its side.</returns>
    public static Placement? Find(GrayImage picture)
    {
        (int width, int height) = (picture.Width, picture.Height);
        int top = Count(picture, height, width, 0, width, 1);
        int bottom = Count(picture, height, width, (height - 1) * width, -width, 1);
        int left = Count(picture, width, height, 0, 1, width);
        int right = Count(picture, width, height, width - 1, -1, width);
        double least = Math.Max(width, height) * LeastCut;
        if (Math.Max(Math.Max(top, bottom), Math.Max(left, right)) < least)
            return null;
        (int inside, int below) = (width - left - right, height - top - bottom);
        if (inside < Math.Max(4, width / 5) || below < Math.Max(4, height / 5))
            return null;
        return Placement.Window((double)left / width, (double)top / height, (double)inside / width, (double)below / height);
    }

    /// <summary>Rows from one side that hold nothing but the colour of the first.</summary>
    private static int Count(GrayImage picture, int rows, int length, int start, int toNext, int along)
    {
        int colour = Median(picture, start, along, length);
        for (int row = 0; row < rows; row++)
        {
            int strangers = 0;
            for (int i = 0; i < length; i++)
            {
                if (Math.Abs(picture.Pixels[start + (row * toNext) + (i * along)] - colour) > Tolerance)
                    strangers++;
            }

            if (strangers > (1 - Kept) * length)
                return row;
        }

        return 0;
    }

    private static int Median(GrayImage picture, int start, int along, int length)
    {
        var row = new byte[length];
        for (int i = 0; i < length; i++)
            row[i] = picture.Pixels[start + (i * along)];
        Array.Sort(row);
        return row[length / 2];
    }
}
