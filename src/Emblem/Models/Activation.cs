namespace Emblem.Models;

/// <summary>How a network bends its values.</summary>
internal enum Activation
{
    /// <summary>Zero below 0.</summary>
    ReLU,

    /// <summary>Zero below 0, 6 above 6.</summary>
    ReLU6,

    /// <summary>x · ReLU6(x + 3) / 6. The gradient needs x, so working in place would save nothing.</summary>
    HardSwish,

    /// <summary>ReLU6(x + 3) / 6.</summary>
    HardSigmoid,
}
