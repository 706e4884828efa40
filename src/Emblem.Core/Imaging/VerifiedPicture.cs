namespace Emblem.Imaging;

/// <summary>A file that decoded whole, and what it is after verification.</summary>
/// <param name="Header">What the file stores.</param>
/// <param name="Width">Columns afterwards.</param>
/// <param name="Height">Rows afterwards.</param>
/// <param name="IsShrunk">Whether it was larger than asked for.</param>
/// <param name="Bytes">The new file, or null where the old one is good as it is or none was asked for.</param>
internal sealed record VerifiedPicture(ImageHeader Header, int Width, int Height, bool IsShrunk, byte[]? Bytes)
{
    /// <summary>Whether it takes a new file to make the picture what a network reads.</summary>
    public bool IsChanged => IsShrunk || !Header.IsPlain;

    /// <summary>What the good file is: photographs stay JPEG, everything else that changes becomes PNG, which loses nothing.</summary>
    public ImageFormat Format => !IsChanged || Header.Format == ImageFormat.Jpeg ? Header.Format : ImageFormat.Png;
}
