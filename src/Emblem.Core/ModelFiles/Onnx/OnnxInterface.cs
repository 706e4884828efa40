namespace Emblem.ModelFiles.Onnx;

/// <summary>What an ONNX model of Emblem's takes and gives, by name; for plain ONNX Runtime, ML.NET and Emblem's own engine alike.</summary>
public static class OnnxInterface
{
    /// <summary>The input: prepared pictures, float [batch, 3, height, width], normalised as the model's preprocessing says.</summary>
    public const string Input = "input";

    /// <summary>
    /// The input of a model that prepares pictures itself: uint8 [batch, height, width, 3], red, green, blue, upright; any height and width, the same for a batch.
    /// </summary>
    public const string Picture = "picture";

    /// <summary>Float [batch, classes]: what the network says, before the softmax.</summary>
    public const string Logits = "logits";

    /// <summary>Float [batch, classes]: adds up to 1 for each picture.</summary>
    public const string Probabilities = "probabilities";

    /// <summary>
    /// Float [batch]: how far a picture is from those that taught, above 1 neither of the classes (<see cref="KnownFeatures.NoveltyOf"/>); only where the model keeps them.
    /// </summary>
    public const string Novelty = "novelty";

    /// <summary>Float [batch, features]: the means of the last stage's features, of which the novelty is made; with it.</summary>
    public const string Features = "features";

    /// <summary>The key of the metadata under which the class names stand, a JSON list in the order of the outputs. All else that a model says of itself stands under <c>emblem</c>.</summary>
    public const string LabelsKey = "labels";

    /// <summary>
    /// The key of the metadata under which a model in whole numbers says so, as a JSON object: <c>precision</c>, how many pictures calibrated it, how ranges were chosen,
    /// which layers stayed in fp32, and for how many compared pictures the answer stayed. A model in fp32 has none.
    /// </summary>
    public const string PrecisionKey = "precision";

    /// <summary>The side of inputs and outputs that is as long as there are pictures.</summary>
    internal const string Batch = "batch";
}
