using System.Text.Json.Serialization;

namespace Emblem.ModelFiles;

/// <summary>The kinds of classifier that a saved model can have on its body.</summary>
public enum HeadKind
{
    /// <summary>fast.ai v1's <c>create_head</c>: norm, dropout and linear layer in turn, linear layers with a bias.</summary>
    [JsonStringEnumMemberName("fastai")]
    FastAi,

    /// <summary>fastai 2's <c>create_head</c>: the same, linear layers without a bias.</summary>
    [JsonStringEnumMemberName("fastai2")]
    FastAi2,

    /// <summary>Mean of each feature, standardised, and one linear layer: multinomial logistic regression on features.</summary>
    Linear,

    /// <summary>A module of the user's own, which only the user's code can make again.</summary>
    Custom,
}
