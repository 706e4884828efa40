using static TorchSharp.torch;

namespace Emblem.Compute;

/// <summary>Rounding to the numbers that products are taken in.</summary>
internal static class MixedPrecision
{
    extension(Tensor values)
    {
        /// <summary>
        /// The same values in that precision, as a tensor of the caller's. Autograd carries gradients back through the rounding, in the
        /// precision of <c>values</c>. Costs a copy where it differs.
        /// </summary>
        public Tensor In(NumericPrecision precision) => values.to(precision == NumericPrecision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32);
    }
}
