using System.Diagnostics;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles.PyTorch;

/// <summary>A Python that has torch and torchvision, where the machine has one: EMBLEM_PYTHON names it, /usr/bin/python3 by default.</summary>
internal static class PythonTorch
{
    /// <summary>Runs a script in the folder; skips the test, saying so, where there is no such Python.</summary>
    public static void Run(string script, TemporaryFolder folder)
    {
        string python = Environment.GetEnvironmentVariable("EMBLEM_PYTHON") ?? "/usr/bin/python3";
        Assert.SkipUnless(File.Exists(python), $"SKIPPED: needs a Python with torchvision; {python} is not there. Name one in EMBLEM_PYTHON.");
        using Process process = Process.Start(new ProcessStartInfo(python, ["-c", script]) { WorkingDirectory = folder.Path, RedirectStandardError = true })!;
        string says = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.SkipWhen(says.Contains("ModuleNotFoundError", StringComparison.Ordinal), $"SKIPPED: {python} lacks torchvision: {says}. Name another in EMBLEM_PYTHON.");
        Assert.True(process.ExitCode == 0, says);
    }
}
