namespace Emblem.Export;

/// <summary>Some pictures as a network reads them; those that could not be read take no room.</summary>
/// <param name="Reasons">One a picture: why it could not be read, or null when it was.</param>
/// <param name="Pixels">The views of those that were read, [rows, 3, height, width].</param>
/// <param name="Rows">Views, all pictures' together.</param>
internal sealed record PreparedPictures(IReadOnlyList<string?> Reasons, ReadOnlyMemory<float> Pixels, int Rows)
{
    /// <summary>Takes the pixels' memory back; nobody may read them then.</summary>
    public Action Free { get; private init; } = () => { };

    /// <summary>One picture that could not be read.</summary>
    public static PreparedPictures Unread(string reason) => new([reason], ReadOnlyMemory<float>.Empty, 0);

    /// <summary>Moves the pictures that were read together, into the room of those that were not.</summary>
    /// <param name="reasons">One a picture.</param>
    /// <param name="pixels">Room for each, read or not.</param>
    /// <param name="views">Of each.</param>
    /// <param name="room">Where the pixels' memory is from.</param>
    public static PreparedPictures Of(string?[] reasons, float[] pixels, int views, PixelRoom room)
    {
        int values = pixels.Length / reasons.Length;
        int read = 0;
        for (int i = 0; i < reasons.Length; i++)
        {
            if (reasons[i] is null)
                pixels.AsSpan(i * values, values).CopyTo(pixels.AsSpan(values * read++, values));
        }

        return new PreparedPictures(reasons, pixels.AsMemory(0, read * values), read * views) { Free = () => room.Give(pixels) };
    }
}
