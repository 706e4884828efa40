using System.Globalization;

namespace Emblem.Projects;

/// <summary>A picture that is like another.</summary>
/// <param name="Name">Its path below <see cref="ProjectFolder.Verified"/>, with <c>/</c>.</param>
/// <param name="Likeness">The cosine of their features: 1 for two of one direction, 0 where nothing is shared.</param>
public sealed record SimilarPicture(string Name, double Likeness)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Likeness:0.00})");
}
