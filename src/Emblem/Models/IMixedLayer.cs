using Emblem.Compute;

namespace Emblem.Models;

/// <summary>A layer of products, whose inputs and weights can be rounded to bf16 for them. The weights themselves stay fp32.</summary>
internal interface IMixedLayer
{
    /// <summary>Never <see cref="NumericPrecision.Auto"/>; <see cref="NumericPrecision.Single"/> until it is set.</summary>
    NumericPrecision Precision { get; set; }
}
