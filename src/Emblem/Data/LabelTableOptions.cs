namespace Emblem.Data;

/// <summary>
/// Which columns of a table are which: by the heading's names, or by their numbers from 1. What is null is told by usual names (<c>file</c>, <c>image</c>,
/// <c>label</c>, <c>class</c>, <c>is_valid</c>, <c>split</c> and their like) or by what the cells hold, which a note says.
/// </summary>
public sealed record LabelTableOptions
{
    /// <summary>Of the pictures.</summary>
    public string? FileColumn { get; init; }

    /// <summary>Of the classes.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>
    /// Of the sets, with words such as <c>train</c>, <c>valid</c> and <c>test</c>, or with fast.ai's true and false for validation pictures; none where no
    /// heading is called so.
    /// </summary>
    public string? SetColumn { get; init; }

    /// <summary>The folder that the table's paths lead into where the pictures are copies of those; the pictures' own when null.</summary>
    public string? NamedFrom { get; init; }
}
