using System.CommandLine;
using Emblem.Cli.Terminal;
using Emblem.Compute;

namespace Emblem.Cli.Commands;

/// <summary><c>--device</c>, <c>--precision</c>, <c>--threads</c> and <c>--no-kernel-check</c>, for the verbs that run a network.</summary>
internal sealed class ComputeArguments
{
    private const string Auto = "auto";
    public const string Fp32 = "fp32";
    public const string BFloat16 = "bf16";
    private const string Cpu = "cpu";
    private const string Cuda = "cuda";
    private const int MostThreads = 1024;

    private readonly Option<string> _device = Choice("--device", "What computes: auto takes a CUDA card where one can be used.", Auto, Auto, Cpu, Cuda).In(HelpGroup.Compute);

    private readonly Option<int> _threads = NumberOption.Create(
        "--threads", "Threads that compute; without it OMP_NUM_THREADS, else one for each physical core; of a process that mpirun started, for each of its share.", 1, MostThreads).In(HelpGroup.Compute);

    private readonly Option<bool> _noKernelCheck = new Option<bool>("--no-kernel-check")
    {
        Description = "Do not compare the processor's convolutions with plain sums the first time each is met ('emblem doctor' compares all).",
    }.In(HelpGroup.Compute);

    private readonly Option<string> _precision;

    private ComputeArguments(Option<string> precision) => _precision = precision.In(HelpGroup.Compute);

    /// <summary>For training: bf16 by itself where the hardware computes it.</summary>
    public static ComputeArguments ForTraining() => new(Choice(
        "--precision", "fp32, bf16 with fp32 master weights, or auto: bf16 where the processor or card computes it.", Auto, Auto, Fp32, BFloat16));

    /// <summary>For answers: fp32 unless asked otherwise, so that they do not depend on the machine.</summary>
    public static ComputeArguments ForPrediction() => new(Choice(
        "--precision", "fp32, bf16 (faster where the hardware computes it, answers differ in the third digit), or auto.", Fp32, Auto, Fp32, BFloat16));

    public IReadOnlyList<Option> All => [_device, _precision, _threads, _noKernelCheck];

    /// <summary>The command has its process to itself, so it says where tensors lie and how many threads compute.</summary>
    public ComputeOptions Read(ParseResult parsed) => ComputeOptions.OwnProcessAmong(RankSession.Ranks) with
    {
        Device = parsed.GetValue(_device) switch { Cpu => DeviceKind.Cpu, Cuda => DeviceKind.Cuda, _ => DeviceKind.Auto },
        Precision = parsed.GetValue(_precision) switch { Fp32 => NumericPrecision.Single, BFloat16 => NumericPrecision.BFloat16, _ => NumericPrecision.Auto },
        Threads = parsed.GetValue(_threads) is > 0 and int threads ? threads : ComputeOptions.OwnProcessAmong(RankSession.Ranks).Threads,
        CheckKernels = !parsed.GetValue(_noKernelCheck),
    };

    private static Option<string> Choice(string name, string description, string standard, params string[] words)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => standard,
        };
        return option.AcceptOnly(words);
    }
}
