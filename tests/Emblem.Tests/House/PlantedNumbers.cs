using TorchSharp;
using static TorchSharp.torch;

namespace Emblem.Tests.House;

/// <summary>What <see cref="KeptNumbersTests"/> must find, and what it must let pass. Never called.</summary>
internal static class PlantedNumbers
{
    public static Tensor Passes(Tensor tensor) => tensor.mul(0.5);

    public static Tensor Adds(Tensor tensor) => tensor + tensor;

    public static Tensor Scales(Tensor tensor) => tensor * 0.5;

    public static Tensor Keeps(Tensor tensor)
    {
        using Scalar half = 0.5;
        return tensor.mul(half).sub(tensor);
    }
}
