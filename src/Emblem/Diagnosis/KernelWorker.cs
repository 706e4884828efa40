using System.Text;
using Emblem.Compute;
using Emblem.Compute.Kernels;
using TorchSharp;

namespace Emblem.Diagnosis;

/// <summary>
/// The other end of a <see cref="KernelSurvey"/>: what a worker process does all its life. It is told of convolutions by lines of JSON, computes them,
/// and answers what was right. A kernel that ends the process ends this one.
/// </summary>
public static class KernelWorker
{
    internal const string Greeting = "emblem kernel-worker 1";

    /// <summary>Serves until <paramref name="requests"/> ends. Nothing else may be written to <paramref name="answers"/>.</summary>
    /// <param name="requests">The process's standard input.</param>
    /// <param name="answers">Its standard output.</param>
    public static void Run(Stream requests, Stream answers)
    {
        using var writer = new StreamWriter(answers, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        using var reader = new StreamReader(requests, Encoding.UTF8);
        NativeRuntime.EnsureLoaded();
        writer.WriteLine(Greeting);
        while (reader.ReadLine() is { } line && KernelJson.ReadRequest(line) is { } request)
        {
            torch.set_num_threads(request.Threads);
            KernelVerdict found = ConvolutionTrial.Run(ConvolutionKernels.Current, request.Shape, request.Way, request.Parts);
            writer.WriteLine(KernelJson.Write(KernelAnswer.Of(request.Shape, request.Way, request.Threads, found)));
        }
    }
}
