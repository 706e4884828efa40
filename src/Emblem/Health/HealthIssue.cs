namespace Emblem.Health;

/// <summary>What may be wrong with a picture that decodes.</summary>
public enum HealthIssue
{
    /// <summary>Even its highlights are dark.</summary>
    TooDark,

    /// <summary>Even its shadows are bright: washed out. A dark or strongly coloured mark on white is not.</summary>
    TooBright,

    /// <summary>No sharp edge anywhere: out of focus, shaken, or enlarged from a few pixels.</summary>
    Blurry,

    /// <summary>Next to nothing in it: one tone, or a placeholder with a few words.</summary>
    LowInformation,

    /// <summary>So few pixels that a network sees an enlargement.</summary>
    Tiny,

    /// <summary>A strip: a square crop of it loses most.</summary>
    ExtremeAspect,
}
