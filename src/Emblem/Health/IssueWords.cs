namespace Emblem.Health;

/// <summary>Issues as people read them.</summary>
public static class IssueWords
{
    /// <param name="issue">The issue.</param>
    extension(HealthIssue issue)
    {
        /// <summary>For a table or a caption.</summary>
        public string Name => issue switch
        {
            HealthIssue.TooDark => "too dark",
            HealthIssue.TooBright => "too bright",
            HealthIssue.Blurry => "blurry",
            HealthIssue.LowInformation => "nearly empty",
            HealthIssue.Tiny => "tiny",
            _ => "strip-shaped",
        };

        /// <summary>True when a picture is found above the threshold instead of below.</summary>
        public bool IsAbove => issue is HealthIssue.TooBright or HealthIssue.ExtremeAspect;

        /// <summary>What to do about such pictures.</summary>
        public string Remedy => issue switch
        {
            HealthIssue.TooDark => "replace them, unless the pictures to predict are as dark",
            HealthIssue.TooBright => "replace what is washed out; a pale mark on white may be right as it is",
            HealthIssue.Blurry => "replace them; a few teach a network to tolerate blur, many teach it nothing",
            HealthIssue.LowInformation => "look at them: most are placeholders or the wrong picture, and belong in no class",
            HealthIssue.Tiny => "find larger ones, or train at a smaller size",
            _ => "crop them to what the class is about: resizing to a square cuts them off or squeezes them",
        };
    }
}
