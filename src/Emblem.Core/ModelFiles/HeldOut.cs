namespace Emblem.ModelFiles;

/// <summary>Which pictures a model's probabilities were judged by; they taught none of the models that were asked.</summary>
public enum HeldOut
{
    /// <summary>The validation pictures. Where they also chose the epoch, what they say is a little too good.</summary>
    Validation,

    /// <summary>All training and validation pictures, each predicted by a head that was fitted without it on the same frozen features.</summary>
    OutOfFold,

    /// <summary>The pictures of a cross-validation of the whole training, each predicted by the training that had not seen it.</summary>
    Folds,
}
