namespace Emblem.ModelFiles;

/// <summary>The element type of a stored tensor, named as safetensors names it.</summary>
public enum TensorType
{
    /// <summary>One byte, 0 or 1.</summary>
    Bool,

    /// <summary>Unsigned 8-bit.</summary>
    U8,

    /// <summary>Signed 8-bit.</summary>
    I8,

    /// <summary>Unsigned 16-bit.</summary>
    U16,

    /// <summary>Signed 16-bit.</summary>
    I16,

    /// <summary>Unsigned 32-bit.</summary>
    U32,

    /// <summary>Signed 32-bit.</summary>
    I32,

    /// <summary>Unsigned 64-bit.</summary>
    U64,

    /// <summary>Signed 64-bit.</summary>
    I64,

    /// <summary>IEEE half precision.</summary>
    F16,

    /// <summary>bfloat16: the upper half of a single.</summary>
    BF16,

    /// <summary>IEEE single precision.</summary>
    F32,

    /// <summary>IEEE double precision.</summary>
    F64,

    /// <summary>Complex of two singles.</summary>
    C64,

    /// <summary>8-bit float with 4 exponent bits, OCP E4M3.</summary>
    F8_E4M3,

    /// <summary>8-bit float with 5 exponent bits, OCP E5M2.</summary>
    F8_E5M2,

    /// <summary>8-bit power of two: a scale of OCP microscaling formats.</summary>
    F8_E8M0,

    /// <summary>8-bit float with 4 exponent bits that has no infinity and no negative zero.</summary>
    F8_E4M3FNUZ,

    /// <summary>8-bit float with 5 exponent bits that has no infinity and no negative zero.</summary>
    F8_E5M2FNUZ,

    /// <summary>6-bit float with 2 exponent bits; four take three bytes.</summary>
    F6_E2M3,

    /// <summary>6-bit float with 3 exponent bits; four take three bytes.</summary>
    F6_E3M2,

    /// <summary>4-bit float with 2 exponent bits; two take a byte.</summary>
    F4,
}
