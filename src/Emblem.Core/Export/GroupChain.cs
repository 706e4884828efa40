namespace Emblem.Export;

/// <summary>
/// Groups of pictures that a predictor answers one after the other: one is computed while the next is decoded, so two are in memory, however many wait. After one
/// that failed none begins.
/// </summary>
internal sealed class GroupChain(Predictor predictor, CancellationToken stop)
{
    private Task _decoded = Task.CompletedTask;
    private Task _before = Task.CompletedTask;
    private Task _latest = Task.CompletedTask;

    /// <summary>Ends when everything that was begun has.</summary>
    public async Task EndAsync() => await _latest.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Puts a group at the end.</summary>
    /// <param name="group">Its pictures.</param>
    /// <param name="first">The place of the first among all.</param>
    /// <returns>Its answers.</returns>
    public Task<Prediction[]> Add(PictureInput[] group, int first)
    {
        Task<Task<Prediction[]>> begun = BeginAsync(_decoded, _before, group, first);
        Task<Prediction[]> answers = begun.Unwrap();
        (_decoded, _before, _latest) = (begun, _latest, answers);
        return answers;
    }

    private async Task<Task<Prediction[]>> BeginAsync(Task decoded, Task computed, PictureInput[] group, int first)
    {
        await decoded.ConfigureAwait(false);
        await computed.ConfigureAwait(false);
        return await Task.Factory.StartNew(() => predictor.Begin(group, first, stop), stop, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).ConfigureAwait(false);
    }
}
