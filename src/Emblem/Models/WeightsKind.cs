namespace Emblem.Models;

/// <summary>What published weights were trained on.</summary>
public enum WeightsKind
{
    /// <summary>The 1.2 million photographs of ImageNet-1k.</summary>
    ImageNet,

    /// <summary>Emblem's own drawings of marks.</summary>
    Marks,
}
