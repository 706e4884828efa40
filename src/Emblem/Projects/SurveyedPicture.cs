using Emblem.Foundation;
using Emblem.Health;

namespace Emblem.Projects;

/// <summary>What a survey says of one picture.</summary>
/// <param name="Name">Its path below <see cref="ProjectFolder.Verified"/>, with <c>/</c>.</param>
/// <param name="Width">Columns as seen, in pixels; 0 where it cannot be read.</param>
/// <param name="Height">Rows as seen, in pixels; 0 where it cannot be read.</param>
/// <param name="Issues">What may be wrong with it.</param>
public sealed record SurveyedPicture(string Name, int Width, int Height, IReadOnlyList<HealthIssue> Issues)
{
    /// <summary><inheritdoc cref="SurveyedPicture" path="/param[@name='Issues']/node()"/></summary>
    public IReadOnlyList<HealthIssue> Issues { get; init => field = Listing.Of(value); } = Listing.Of(Issues);

    /// <summary>Why it cannot be read; null where it can.</summary>
    public string? Fault { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
