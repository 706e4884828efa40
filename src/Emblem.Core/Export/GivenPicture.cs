namespace Emblem.Export;

/// <summary>A picture to predict, and what its place says of it.</summary>
/// <param name="Picture">What is predicted, with its name.</param>
/// <param name="Label">
/// The class that the folders say, by the one rule of <see cref="Data.ImageFolder.PlaceOf"/>; for a file that was given by itself, and one beside all classes, the
/// name of the folder that it lies in.
/// </param>
public sealed record GivenPicture(PictureInput Picture, string Label)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Picture}";
}
