using Emblem.Foundation;
using Emblem.Runs;
using Emblem.Studio.Processes;

namespace Emblem.Studio.Use;

/// <summary>A file that a model is taken away as, with the lines that use it.</summary>
internal sealed record ModelForm
{
    private ModelForm(string extension, string title, string help, string load) => (Extension, Title, Help, Load) = (extension, title, help, load);

    public static IReadOnlyList<ModelForm> All { get; } =
    [
        new(".onnx", Words.UseWords.Onnx, Words.UseWords.OnnxHelp, "LoadOnnx"),
        new(".safetensors", Words.UseWords.Safetensors, Words.UseWords.SafetensorsHelp, "Load"),
    ];

    public string Extension { get; }

    public string Title { get; }

    public string Help { get; }

    private string Load { get; }

    /// <summary>Where it is, beside the run's other files.</summary>
    public string FileOf(RunFolder run) => Extension == Path.GetExtension(run.Best) ? run.Best : Path.ChangeExtension(run.Best, Extension);

    /// <summary>Whether it is there, and of the model that the run has now.</summary>
    public bool IsMade(RunFolder run) => File.Exists(FileOf(run)) && File.GetLastWriteTimeUtc(FileOf(run)) >= File.GetLastWriteTimeUtc(run.Best);

    /// <summary>Three lines of C#.</summary>
    public string CodeFor(RunFolder run) => $"using var predictor = Predictor.{Load}(\"{Path.GetFileName(FileOf(run))}\");\nPrediction answer = predictor.Predict(\"picture.jpg\");\nConsole.WriteLine($\"{{answer.Label}} {{answer.Confidence:0.00}} {{answer.Reason}}\");";

    /// <summary>One of a shell.</summary>
    public string ShellFor(RunFolder run) => $"emblem predict {Path.GetFileName(FileOf(run))} picture.jpg";

    /// <summary>Makes it, in a process of its own, since it takes torch.</summary>
    /// <exception cref="EmblemException">It cannot be made; the message is the command's.</exception>
    public Task MakeAsync(StudioOptions options, RunFolder run) => new ChildProgram(options.Program).AskAsync(null, default, "export", run.Path, "--onnx", FileOf(run));
}
