using Emblem.Foundation;

namespace Emblem.Diagnosis;

/// <summary>One convolution, tried.</summary>
/// <param name="Shape">In words: pictures × inputs → outputs at height×width, and the kernel.</param>
/// <param name="Planned">How it would be computed, in words.</param>
/// <param name="State">What came of it.</param>
/// <param name="Used">How it is computed instead; null if as planned, or not at all.</param>
/// <param name="Crashes">Whether a way of computing it ended the process that tried it.</param>
/// <param name="Reason">What was wrong with it as planned; null for nothing.</param>
public sealed record SurveyedKernel(string Shape, string Planned, KernelState State, string? Used, bool Crashes, string? Reason)
{
    /// <summary>Whether the reason is a fault that is known of such processors, for which it was not tried as planned.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Networks that have it.</summary>
    public required IReadOnlyList<string> Networks { get; init => field = Listing.Of(value); }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
