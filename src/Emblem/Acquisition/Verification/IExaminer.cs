namespace Emblem.Acquisition.Verification;

/// <summary>Who decodes: this process or others.</summary>
internal interface IExaminer : IAsyncDisposable
{
    /// <summary>Judges a file; may be called from many threads at once.</summary>
    Task<FileVerdict> ExamineAsync(ExamineRequest request, CancellationToken stop);
}
