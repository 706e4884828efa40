namespace Emblem.Runs;

/// <summary>What learns in a stage of a training.</summary>
public enum LearningLayers
{
    /// <summary>Everything, or the layer groups that the recipe leaves unfrozen.</summary>
    All,

    /// <summary>The head alone, on the frozen body.</summary>
    Head,
}
