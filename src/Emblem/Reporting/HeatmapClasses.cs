namespace Emblem.Reporting;

/// <summary>Whose evidence the heatmaps of hard pictures show.</summary>
public enum HeatmapClasses
{
    /// <summary>Of a mistake the predicted class's beside the actual one's, of a right answer its class's beside the picture.</summary>
    PredictedAndActual,

    /// <summary>The actual class's alone, with captions as fast.ai draws them. Of a mistake this often shows nothing, since little speaks for that class.</summary>
    Actual,
}
