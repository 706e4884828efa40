namespace Emblem.Data;

/// <summary>Which training pictures an epoch shows, and in what order.</summary>
public enum PictureSampling
{
    /// <summary>Every picture once, in a new random order each epoch, as in fast.ai.</summary>
    Shuffled,

    /// <summary>
    /// Every class equally often, for sets in which one has far more pictures: with c classes and n pictures an epoch shows ⌊n / c⌋ of each,
    /// in random order. A class with fewer pictures than that shows some again, each time augmented anew; of a class with more, the
    /// next epochs show the rest. Over the epochs every picture of a class is shown equally often, up to one time.
    /// </summary>
    Balanced,
}
