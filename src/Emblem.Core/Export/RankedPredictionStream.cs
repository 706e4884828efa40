using Emblem.Cluster;
using Emblem.Foundation;

namespace Emblem.Export;

/// <summary>
/// Answers of several ranks, one after the other, on the first of them. It alone knows the pictures and deals them out in rounds. While the answers of one round are
/// exchanged every rank computes the next, which it knows already: so one that is a little slower keeps nobody waiting. Memory holds two rounds of names.
/// </summary>
/// <param name="predictor">The same model, views and groups on every rank.</param>
/// <param name="ranks">Who answers.</param>
/// <param name="pictures">On the first rank, read as they are dealt out; of no meaning on others.</param>
/// <param name="before">How many pictures were before these, asked once the first is known; it decides what is random in a view.</param>
/// <param name="stop">Ends the work of all.</param>
internal sealed class RankedPredictionStream(Predictor predictor, Ranks ranks, IEnumerable<PictureInput> pictures, Func<int> before, CancellationToken stop)
{
    private const int RoundsAtOnce = 2;

    private readonly Queue<Round> _underWay = [];
    private readonly RoundPace _pace = new();
    private int _dealt;
    private bool _hasEnded;

    /// <summary>All answers on the first rank, in the order of the pictures; none on the others, whose enumeration does their share. Asked for once.</summary>
    /// <exception cref="EmblemException">A rank failed.</exception>
    public async IAsyncEnumerable<Prediction> AnswersAsync()
    {
        using IDisposable call = predictor.Enter();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using IEnumerator<PictureInput[]> groups = (ranks.IsFirst ? pictures : []).Chunk(predictor.PicturesAtOnce).GetEnumerator();
        var chain = new GroupChain(predictor, ended.Token);

        // Whether the others wait for this rank's next word.
        bool isExpected = true;
        try
        {
            do
            {
                Round? oldest = _hasEnded || _underWay.Count == RoundsAtOnce ? _underWay.Dequeue() : null;
                Task<byte[]> own = GiveAsync(oldest, groups);
                isExpected = false;
                RoundMessage[] all = [.. (await ranks.ShareAsync(own).ConfigureAwait(false)).Select(RoundMessage.Format.Of)];
                isExpected = true;
                Begin(all[0].Next, chain);
                foreach (Prediction answer in oldest is null || !ranks.IsFirst ? [] : Join(oldest, all))
                    yield return answer;
            }
            while (!_hasEnded || _underWay.Count > 0);
            isExpected = false;
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await chain.EndAsync().ConfigureAwait(false);
            if (isExpected)
                await LeaveAsync().ConfigureAwait(false);
        }
    }

    private async Task<byte[]> GiveAsync(Round? oldest, IEnumerator<PictureInput[]> groups)
    {
        // Also where all is computed already: whoever stops a prediction hears that it was stopped.
        stop.ThrowIfCancellationRequested();
        IReadOnlyList<RankedAnswer> answers = oldest is null ? [] : await oldest.Answers.ConfigureAwait(false);
        if (oldest is not null)
            _pace.Next();
        return RoundMessage.Format.ToBytes(new RoundMessage(ranks.IsFirst && !_hasEnded ? Deal(groups) : null, answers));
    }

    private PictureRound Deal(IEnumerator<PictureInput[]> groups)
    {
        var round = new List<IReadOnlyList<PictureInput>>();
        while (round.Count < _pace.Groups * ranks.Count && groups.MoveNext())
            round.Add(groups.Current);
        return new PictureRound(before() + _dealt, round);
    }

    private void Begin(PictureRound? next, GroupChain chain)
    {
        if (_hasEnded || next is not { Groups.Count: > 0 })
        {
            _hasEnded = true;
            return;
        }

        _dealt += next.Pictures.Count();
        Task<Prediction[]>[] own = [.. next.Of(ranks.Rank, ranks.Count).Select(part => chain.Add(part.Group, part.First))];
        _underWay.Enqueue(new Round(next, AnswerAsync(own)));
    }

    private IEnumerable<Prediction> Join(Round round, RoundMessage[] all) =>
        round.Pictures.Pictures.Zip(all.SelectMany(message => message.Answers), (picture, answer) => answer.For(picture, predictor.Classes));

    private static async Task<IReadOnlyList<RankedAnswer>> AnswerAsync(Task<Prediction[]>[] own) =>
        [.. (await Task.WhenAll(own).ConfigureAwait(false)).SelectMany(group => group).Select(RankedAnswer.Of)];

    /// <summary>Whoever asked for answers asks for no more: the others end too.</summary>
    private async Task LeaveAsync() =>
        await Task.WhenAny(ranks.ShareAsync(Task.FromException<byte[]>(new EmblemException("The answers could not be kept.")))).ConfigureAwait(false);

    /// <param name="Pictures">Of all ranks.</param>
    /// <param name="Answers">This rank's.</param>
    private sealed record Round(PictureRound Pictures, Task<IReadOnlyList<RankedAnswer>> Answers);
}
