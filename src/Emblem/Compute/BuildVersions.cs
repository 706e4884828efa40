using System.Reflection;
using TorchSharp;

namespace Emblem.Compute;

/// <summary>What computes: goes into saved models.</summary>
internal static class BuildVersions
{
    /// <summary>This library's version, without the commit that follows a plus sign.</summary>
    public static string Emblem { get; } =
        typeof(BuildVersions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The version of libtorch that TorchSharp was built for.</summary>
    public static string Torch => torch.__version__;
}
