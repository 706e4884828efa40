using System.Runtime.InteropServices;
using Emblem.Export;
using Emblem.Folders;
using Emblem.Foundation;
using Emblem.Predict;

// Opening a model takes its weights twice for a moment: what is free goes back.
NativeHeap.KeepLittle(1 << 18);
if (args is [] or ["--help" or "-h" or "-?"])
{
    Console.Out.Write(PredictArguments.Help);
    return ExitCode.Done;
}

if (!PredictArguments.TryParse(args, out PredictArguments? given, out string? mistake))
{
    Console.Error.WriteLine($"{mistake}\n'emblem-predict --help' lists what it takes.");
    return ExitCode.BadUsage;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    using var predictor = Predictor.LoadOnnx(given.Model, new OnnxOptions { Threads = given.Threads });
    PictureStream pictures = given.Pictures is [PredictArguments.Pipe] ? PictureStream.Read(Console.OpenStandardInput()) : PictureStream.Find(given.Pictures);
    foreach (FolderNote note in pictures.Notes.Where(note => note.Kind != FolderNoteKind.Own))
        Console.Error.WriteLine($"note: {note}");
    using var answers = new AnswerWriter(Console.OpenStandardOutput(), given.Format, predictor.Classes);
    await foreach (Prediction answer in predictor.PredictManyAsync(pictures.Pictures.Select(picture => picture.Picture), stop.Token))
        answers.Add(answer);
    if (pictures.Repeats > 0)
        Console.Error.WriteLine($"warning: {pictures.Repeats} of the files were given more than once; each has one row.");
    if (answers.Unread > 0)
        Console.Error.WriteLine($"warning: {answers.Unread} of {answers.Count} files could not be read; their rows say why.");
    return ExitCode.Done;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped before the end.");
    return ExitCode.Cancelled;
}
catch (Exception fault)
{
    Console.Error.WriteLine(fault is EmblemException ? fault.Message : $"Unexpected {fault.GetType().Name}: {fault.Message}");
    return ExitCode.Failed;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
