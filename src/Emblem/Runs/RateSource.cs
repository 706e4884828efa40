namespace Emblem.Runs;

/// <summary>What chose a stage's learning rates.</summary>
public enum RateSource
{
    /// <summary>The recipe of that name has them.</summary>
    Recipe,

    /// <summary>Somebody asked for them, in an option, a property or a recipe's file.</summary>
    Given,

    /// <summary>fast.ai's rule, from the rate of the stage before: lr/200 for the first layers to lr/2 for the head.</summary>
    Rule,

    /// <summary>The search for rates.</summary>
    Found,
}
