namespace Emblem.Acquisition.Verification;

/// <summary>Decodes on the calling thread.</summary>
internal sealed class InProcessExaminer : IExaminer
{
    public Task<FileVerdict> ExamineAsync(ExamineRequest request, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(PictureExaminer.Examine(request));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
