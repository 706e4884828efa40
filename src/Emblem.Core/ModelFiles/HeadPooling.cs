namespace Emblem.ModelFiles;

/// <summary>What a head reads of each feature's map.</summary>
public enum HeadPooling
{
    /// <summary>Largest and mean value, so two numbers a feature: fast.ai's default <c>concat_pool=True</c>.</summary>
    LargestAndMean,

    /// <summary>The mean value alone: <c>concat_pool=False</c>.</summary>
    Mean,

    /// <summary>
    /// The square root of the mean's size, with its sign: a few places that say much then count less beside many that say a little (power
    /// normalisation, Perronnin et al. 2010).
    /// </summary>
    RootOfMean,
}
