using Emblem.Foundation;
using Emblem.Models;

namespace Emblem.Diagnosis;

/// <summary>What a <see cref="KernelSurvey"/> found.</summary>
/// <param name="Kernels">Each convolution once for each precision, layout and number of pictures.</param>
/// <param name="Networks">The networks that were asked about.</param>
public sealed record KernelSurveyReport(IReadOnlyList<SurveyedKernel> Kernels, IReadOnlyList<Architecture> Networks)
{
    /// <summary><inheritdoc cref="KernelSurveyReport" path="/param[@name='Kernels']/node()"/></summary>
    public IReadOnlyList<SurveyedKernel> Kernels { get; init => field = Listing.Of(value); } = Listing.Of(Kernels);

    /// <summary><inheritdoc cref="KernelSurveyReport" path="/param[@name='Networks']/node()"/></summary>
    public IReadOnlyList<Architecture> Networks { get; init => field = Listing.Of(value); } = Listing.Of(Networks);

    /// <summary>Whether everything can be computed right, be it in another way than planned.</summary>
    public bool IsUsable => Kernels.All(kernel => kernel.State != KernelState.Wrong);

    /// <summary>How many of a network's are in a state.</summary>
    public int Count(Architecture network, KernelState state) => Kernels.Count(kernel => kernel.State == state && kernel.Networks.Contains(network.Name));

    /// <summary>How many of a network's have a way that ended its process.</summary>
    public int CountCrashing(Architecture network) => Kernels.Count(kernel => kernel.Crashes && kernel.Networks.Contains(network.Name));

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
