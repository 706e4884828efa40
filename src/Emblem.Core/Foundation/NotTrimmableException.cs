using System.Text.Json;

namespace Emblem.Foundation;

/// <summary>
/// A trimmed program (<c>PublishTrimmed</c>) asked for what needs reflection. Reading models and predicting need none; training, its checkpoints and
/// recipes, and downloads do.
/// </summary>
public sealed class NotTrimmableException : EmblemException
{
    /// <summary>Creates the error from its complete message.</summary>
    public NotTrimmableException(string message)
        : base(message)
    {
    }

    /// <summary>Throws where JSON cannot be read and written by reflection.</summary>
    /// <param name="what">What is read and written so, in the plural.</param>
    internal static void ThrowIfTrimmed(string what) => ThrowUnless(JsonSerializer.IsReflectionEnabledByDefault, what);

    /// <summary>The same for tests, whose own program is not trimmed.</summary>
    internal static void ThrowUnless(bool canReflect, string what)
    {
        if (!canReflect)
        {
            throw new NotTrimmableException(
                $"Emblem reads and writes {what} by reflection, which a trimmed program cannot do. Publish it without PublishTrimmed; "
                + "or, where the types are kept, set JsonSerializerIsReflectionEnabledByDefault to true in its project.");
        }
    }
}
