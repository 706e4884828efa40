using System.Runtime.InteropServices;
using Emblem.Compute;
using Emblem.Compute.Kernels;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Models;
using Emblem.Reporting;
using SkiaSharp;

namespace Emblem.Diagnosis;

/// <summary>What of a machine decides how Emblem works on it: what a person is asked for who reports a fault.</summary>
public sealed record MachineReport
{
    /// <summary>Emblem's version.</summary>
    public required string Emblem { get; init; }

    /// <summary>The operating system.</summary>
    public required string System { get; init; }

    /// <summary>The version of .NET that runs.</summary>
    public required string DotNet { get; init; }

    /// <summary>The processor's name, maker, family, model and stepping.</summary>
    public required string Processor { get; init; }

    /// <summary>Features that libtorch chooses its code by, as Linux writes them.</summary>
    public required IReadOnlyList<string> Features { get; init => field = Listing.Of(value); }

    /// <summary>Caches as the processor tells programs of them; none where a hypervisor hides them.</summary>
    public required IReadOnlyList<CpuCache> Caches { get; init => field = Listing.Of(value); }

    /// <summary>Faults that are known of processors like this one, and what is done about each, in sentences.</summary>
    public required IReadOnlyList<string> KnownFaults { get; init => field = Listing.Of(value); }

    /// <summary>Processors that the process may use.</summary>
    public required int Processors { get; init; }

    /// <summary>Their physical cores.</summary>
    public required int Cores { get; init; }

    /// <summary>What training computes on if it is asked nothing: device, precision, layout, threads.</summary>
    public required string Training { get; init; }

    /// <summary>Bytes of memory that the process may use.</summary>
    public required long Memory { get; init; }

    /// <summary>Bytes of memory that are free; null where the system does not tell.</summary>
    public required long? FreeMemory { get; init; }

    /// <summary>Where Emblem keeps what it can make or fetch again.</summary>
    public required string Cache { get; init; }

    /// <summary>Bytes that are free on the cache's disk; null where that cannot be asked.</summary>
    public required long? FreeDisk { get; init; }

    /// <summary>libtorch's version.</summary>
    public required string Torch { get; init; }

    /// <summary>The folder that libtorch was loaded from.</summary>
    public required string? TorchFolder { get; init; }

    /// <summary>Whether the wrapper's demand for a newer C++ library was taken out of a copy of it.</summary>
    public required bool TorchPatched { get; init; }

    /// <summary>libvips' version; null where it could not be loaded.</summary>
    public required string? Vips { get; init; }

    /// <summary>Skia's version.</summary>
    public required string Skia { get; init; }

    /// <summary>The typeface of charts.</summary>
    public required string Font { get; init; }

    /// <summary>Names of the weights that are on this machine, with their places.</summary>
    public required IReadOnlyList<string> Weights { get; init => field = Listing.Of(value); }

    /// <summary>Looks at this machine. Loads torch and libvips.</summary>
    /// <exception cref="EmblemException">torch's natives are missing or do not load; the message names the package to add.</exception>
    public static MachineReport Read()
    {
        NativeRuntime.EnsureLoaded();
        Processor processor = Compute.Processor.Here;
        return new MachineReport
        {
            Emblem = BuildVersions.Emblem,
            System = RuntimeInformation.OSDescription,
            DotNet = RuntimeInformation.FrameworkDescription,
            Processor = processor.ToString(),
            Features = CpuFeatures.Here.Names,
            Caches = processor.Caches,
            KnownFaults = [.. KnownFault.All.Where(fault => fault.Strikes(processor)).Select(fault => $"{fault.Words}.")],
            Processors = Environment.ProcessorCount,
            Cores = PhysicalCores.Count,
            Training = ComputeOptions.OwnProcess.Resolve().ToString(),
            Memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            FreeMemory = MachineSpace.FreeMemory(),
            Cache = CacheRoom.Root,
            FreeDisk = MachineSpace.FreeDisk(CacheRoom.Root),
            Torch = BuildVersions.Torch,
            TorchFolder = NativeRuntime.Folder,
            TorchPatched = NativeRuntime.IsPatched,
            Vips = VipsLibrary.Version,
            Skia = SkiaSharpVersion.Native.ToString(),
            Font = $"{ChartFont.Typeface.FamilyName}, Emblem's own",
            Weights =
            [
                .. BoxedWeights.Path is null ? Array.Empty<string>() : [$"{BoxedWeights.Architecture} (in the box)"],
                .. PublishedWeights.All.Select(weights => (weights, Found: PretrainedWeights.Locate(weights)))
                    .Where(row => row.Found is not null).Select(row => $"{row.weights} ({row.Found!.Place})"),
            ],
        };
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
