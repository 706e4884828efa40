using System.Runtime.ExceptionServices;
using Emblem.Augmentation;
using Emblem.Imaging;

namespace Emblem.Export;

/// <summary>Decodes pictures and makes their views, several pictures at once. Any threads may call it.</summary>
internal sealed class PicturePreparation(Preprocessing preprocessing, PredictorOptions options)
{
    private readonly IReadOnlyList<TestTimeView> _views = options.TestTime.Views;
    private readonly PixelRoom _room = new();

    /// <summary>Prepares pictures that will be computed together.</summary>
    /// <param name="pictures">One or more.</param>
    /// <param name="first">The place of the first in the call, which decides what is random in a view.</param>
    /// <param name="stop">Ends it with <see cref="OperationCanceledException"/> once the pictures that are being decoded are done.</param>
    /// <exception cref="Exception">What reading threw that is no fault of a file; of several the first picture's, as it was thrown.</exception>
    public PreparedPictures Prepare(IReadOnlyList<PictureInput> pictures, int first, CancellationToken stop)
    {
        int values = preprocessing.ValueCount * _views.Count;
        float[] pixels = _room.Take(values * pictures.Count);
        var reasons = new string?[pictures.Count];
        var faults = new Exception?[pictures.Count];
        stop.ThrowIfCancellationRequested();
        if (pictures.Count == 1)
            Read(0, new SamplingScratch());
        else
            InParallel();
        if (faults.FirstOrDefault(fault => fault is not null) is { } thrown)
            ExceptionDispatchInfo.Throw(thrown);
        return PreparedPictures.Of(reasons, pixels, _views.Count, _room);

        void InParallel() => Parallel.For(0, pictures.Count, new ParallelOptions { CancellationToken = stop }, () => new SamplingScratch(), (i, _, scratch) => Read(i, scratch), _ => { });

        SamplingScratch Read(int i, SamplingScratch scratch)
        {
            try
            {
                Write(pictures[i], first + i, pixels.AsSpan(i * values, values), scratch);
            }
            catch (Exception fault)
            {
                reasons[i] = ReasonOf(fault);
                faults[i] = reasons[i] is null ? fault : null;
            }

            return scratch;
        }
    }

    /// <summary>Prepares one picture by itself. A stream is waited for, not read by a thread.</summary>
    /// <inheritdoc cref="Prepare"/>
    public async Task<PreparedPictures> PrepareAsync(PictureInput picture, CancellationToken stop)
    {
        PictureInput fetched;
        try
        {
            fetched = await picture.FetchAsync(stop).ConfigureAwait(false);
        }
        catch (Exception fault) when (ReasonOf(fault) is not null)
        {
            return PreparedPictures.Unread(ReasonOf(fault)!);
        }

        return Prepare([fetched], 0, stop);
    }

    /// <summary>Why a file gets no answer; null for a fault that is not the file's.</summary>
    private static string? ReasonOf(Exception fault) => fault switch
    {
        ImageFileException file => file.Reason,
        IOException or UnauthorizedAccessException => fault.Message,
        _ => null,
    };

    private void Write(PictureInput input, int item, Span<float> destination, SamplingScratch scratch)
    {
        PixelImage picture = input.Decode(options.PixelLimit, preprocessing.Orientation);
        int values = preprocessing.ValueCount;
        foreach ((int i, TestTimeView view) in _views.Index())
        {
            var slot = new PictureSlot(destination.Slice(i * values, values), preprocessing.Width, PixelLayout.Planes);
            preprocessing.Prepare(picture, view.Changes, TestTimeAugmentation.Stream(i, item), slot, scratch);
        }
    }
}
