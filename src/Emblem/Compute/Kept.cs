using TorchSharp;

namespace Emblem.Compute;

/// <summary>
/// Numbers for tensor operations. A number that is handed to TorchSharp becomes an object with a finalizer that nothing holds during the call: a
/// collection at that moment frees it under libtorch's hands, which then reads an "unknown scalar type" or a wrong number. Rare, and in a long
/// training sooner or later certain; objects that are kept cannot be collected. Adding tensors takes such a number too, the factor 1.
/// </summary>
internal static class Kept
{
    public static Scalar One { get; } = 1.0;
}
