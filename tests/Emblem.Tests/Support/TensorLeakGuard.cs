using System.Reflection;
using Emblem.Compute;
using Emblem.Models;
using Emblem.Tests.Support;
using TorchSharp;
using Xunit.v3;

[assembly: TensorLeakGuard]

namespace Emblem.Tests.Support;

/// <summary>
/// Fails every test that leaves a tensor alive, by the process-wide count: dispose scopes are a thread's own and would miss what other
/// threads make. Finalizers do not help: what only they would free was kept too long.
/// </summary>
/// <remarks>
/// TorchSharp 0.107 counts a parameter twice when it is made and once when it is freed: the tensor that it was made from is moved, not
/// disposed. So a test says of each network that it made how many parameters that has, with <see cref="Count"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TensorLeakGuard : BeforeAfterTestAttribute
{
    private static long _parametersMade;
    private long _before;

    /// <summary>Accounts for a network that the running test has made, or for some of the same size that it made and freed out of sight.</summary>
    public static void Count(torch.nn.Module network, int times = 1) => Interlocked.Add(ref _parametersMade, times * network.parameters().Count());

    /// <summary>Accounts for one parameter that belongs to no network.</summary>
    public static void CountParameter() => Interlocked.Increment(ref _parametersMade);

    /// <summary>Accounts for networks that the tested code has made and freed by itself.</summary>
    public static void CountMadeInside(params IReadOnlyList<Architecture> architectures)
    {
        foreach (Architecture architecture in architectures)
        {
            using FeatureExtractor alike = architecture.CreateBody();
            Count(alike);
            Count(alike);
        }
    }

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        // Whichever test comes first, torch is there: what comes first changes with every class added.
        NativeRuntime.EnsureLoaded();
        _parametersMade = 0;
        _before = torch.Tensor.TotalCount;
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test) =>
        Assert.Equal(0, torch.Tensor.TotalCount - _before - _parametersMade);
}

/// <summary>Accounts in passing.</summary>
internal static class CountedNetworks
{
    public static T Counted<T>(this T network)
        where T : torch.nn.Module
    {
        TensorLeakGuard.Count(network);
        return network;
    }
}
