namespace Emblem.Imaging;

/// <summary>What stands where a part of a picture was erased.</summary>
public enum ErasureFill
{
    /// <summary>Black, as fast.ai's <c>cutout</c> leaves.</summary>
    Black,

    /// <summary>The middle gray, 0.5.</summary>
    Gray,

    /// <summary>A random colour at each pixel, which Zhong et al. 2017 found best.</summary>
    Noise,
}
