using Emblem.Cluster;
using Emblem.Imaging;

namespace Emblem.Acquisition;

/// <summary>How pictures are verified.</summary>
public sealed record VerifyOptions
{
    private readonly int? _workers;

    /// <summary>Larger pictures are shrunk so that their longer side has this many pixels; null, the default, leaves them.</summary>
    public int? MaxSize { get; init; }

    /// <summary>
    /// Whether copies are turned as the camera noted; <see cref="PictureOrientation.Upright"/> by default. <see cref="PictureOrientation.AsStored"/>
    /// is for models that are trained so: it leaves rows as they are.
    /// </summary>
    public PictureOrientation Orientation { get; init; }

    /// <summary>In place only: deletes broken files, as the notebook does, instead of setting them aside. Off by default.</summary>
    public bool Delete { get; init; }

    /// <summary>
    /// Into another folder only: what earlier verifications wrote there of pictures that are not in this folder is set aside, so that the output holds this
    /// folder's alone. Off by default: several folders can be verified into one. What someone changed since stays in any case.
    /// </summary>
    public bool SetsOthersAside { get; init; }

    /// <summary>Goes on also where more than half of a class would go. Off by default: that is mostly a mistake.</summary>
    public bool Force { get; init; }

    /// <summary>Makes an error of whatever looks odd about the folder, before anything is read or written. Off by default: then it is said.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Files decoded at once, and worker processes where <see cref="Worker"/> is set; one a core by default, and of several ranks one for each of a rank's cores.</summary>
    public int Workers { get => _workers ?? Ranks?.ShareOf(Environment.ProcessorCount) ?? Environment.ProcessorCount; init => _workers = value; }

    /// <summary>
    /// Processes that verify together, each of which makes the same call; null, the default, for this one alone. Each decodes a share of the files and writes its
    /// share of copies; the first one decides, writes the report and gives it, and the others' is empty. Results are those of one process byte for byte, and any
    /// number of ranks goes on with what others began. All machines need folder and output under the same paths.
    /// </summary>
    public Ranks? Ranks { get; init; }

    /// <summary>Pictures with more pixels are refused by their header; 100 million by default.</summary>
    public long PixelLimit { get; init; } = ImageCodec.DefaultPixelLimit;

    /// <summary>Longer files are refused unread, since a file is held in memory whole; 200 million bytes by default.</summary>
    public long ByteLimit { get; init; } = 200_000_000;

    /// <summary>
    /// How to start the processes that decode. Null, the default, decodes in this process: quicker to start, and enough for files that are
    /// trusted, but a decoder's native crash on a hostile file then ends the program, and nothing stops one that hangs. The command always
    /// sets it.
    /// </summary>
    public WorkerCommand? Worker { get; init; }
}
