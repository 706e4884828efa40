using System.Globalization;
using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>The names of a run's files.</summary>
/// <param name="path">The folder; made when the first file is written.</param>
public sealed class RunFolder(string path)
{
    /// <summary>The folder of a run that nobody named.</summary>
    public const string UsualName = "run";

    private const string FoldsName = "folds";

    /// <summary>The folder.</summary>
    public string Path => path;

    /// <summary>The weights that the recipe chose: of the epoch that validated best, or with the fitted head.</summary>
    public string Best => Below("best.safetensors");

    /// <summary>What a person should know of <see cref="Best"/> before using it; the hub wants it beside the model as <c>README.md</c>.</summary>
    public string ModelCard => Below("model-card.md");

    /// <summary>The weights after the last epoch.</summary>
    public string Last => Below("last.safetensors");

    /// <summary>A row an epoch.</summary>
    public string History => Below("history.csv");

    /// <summary>A row a batch; only where something was trained by epochs.</summary>
    public string Batches => Below("batches.csv");

    /// <summary>The search for rates; only where one was made.</summary>
    public string Rates => Below("rate_finder.json");

    /// <summary>How model and training were scored.</summary>
    public string Scores => Below("scores.json");

    /// <summary>What the saved model makes of the validation and the test pictures.</summary>
    public string Predictions => Below("predictions.csv");

    /// <summary>What <see cref="RunReport"/> writes unless told otherwise.</summary>
    public string Report => Below("report.html");

    /// <summary>The <see cref="TrainingPlan"/>.</summary>
    public string Options => Below(OwnFiles.RunOptions);

    /// <summary>The recipe alone, to be used again.</summary>
    public string Recipe => Below(OwnFiles.RunRecipe);

    /// <summary>Which pictures taught, validated and tested.</summary>
    public string PictureList => Below("pictures.csv");

    /// <summary>The decisions on labels that the run was begun with, a copy; only where there were some.</summary>
    public string Corrections => Below("applied-corrections.csv");

    /// <summary>What an interrupted run goes on from; gone when the run has finished.</summary>
    public string Checkpoints => Below("checkpoints");

    /// <summary>Dates, durations and the machine. Written last: a run that has it is finished.</summary>
    public string Info => Below("run.json");

    /// <summary>What happened, a <see cref="RunEventLine"/> each; only where <see cref="TrainingRequest.Events"/> names it.</summary>
    public string Events => Below(OwnFiles.RunEvents);

    /// <summary>The <see cref="RunProcess"/> that trains; gone when it has ended by itself.</summary>
    public string Process => Below("process.json");

    /// <summary>Predictions of test pictures.</summary>
    public string TestResults => Below("test-results.csv");

    /// <summary>What the trainings of a cross-validation made of pictures that they had not seen; only where there was one.</summary>
    public string FoldPredictions => Below("fold-predictions.csv");

    /// <summary>Pictures as they came from the network, one folder a class.</summary>
    public string Downloads => Below("download");

    /// <summary>Verified copies.</summary>
    public string Data => Below("data");

    /// <summary>Charts and grids.</summary>
    public string Pictures => Below("pictures");

    /// <summary>Event files.</summary>
    public string TensorBoard => Below("tensorboard");

    /// <summary>Whether a run has ended here.</summary>
    public bool IsFinished => File.Exists(Info);

    /// <summary>Whether a run has begun here.</summary>
    public bool HasBegun => File.Exists(Options);

    /// <summary>The files of a run that are there, be it of one that has finished or not: those that overwriting it deletes. What was downloaded and verified is not among them.</summary>
    public IReadOnlyList<string> Files => RunFiles.In(this);

    /// <summary>The folds of a cross-validation that have written something.</summary>
    internal IEnumerable<RunFolder> Folds => Directory.Exists(Below(FoldsName))
        ? Directory.GetDirectories(Below(FoldsName)).Where(fold => int.TryParse(System.IO.Path.GetFileName(fold), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Order(StringComparer.Ordinal).Select(fold => new RunFolder(fold))
        : [];

    /// <summary>What one fold of a cross-validation writes.</summary>
    internal RunFolder Fold(int number) => new(System.IO.Path.Combine(Below(FoldsName), number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Whether a new run may be written here: asked before anything is fetched, trained or deleted.</summary>
    /// <param name="overwrite">Whether a run that is there may be replaced.</param>
    /// <exception cref="RunExistsException">There is one, and it may not.</exception>
    public void RequireFree(bool overwrite)
    {
        if (!overwrite && RunFiles.InTheWay(this))
            throw new RunExistsException(this);
    }

    /// <summary>Before anything is computed: whether all of it can be written.</summary>
    /// <param name="tensorBoard">Whether event files are wanted.</param>
    /// <exception cref="EmblemException">Something cannot; the message says which and why.</exception>
    internal void RequireWritable(bool tensorBoard)
    {
        foreach (string folder in (string[])[path, Pictures, Checkpoints, .. tensorBoard ? [TensorBoard] : (string[])[]])
            WritablePlace.RequireFolder(folder);
        foreach (string file in (string[])[Best, Last, History, Batches, Rates, Scores, Predictions, Options, Recipe, PictureList, Info])
            WritablePlace.RequireFile(file);
    }

    /// <inheritdoc/>
    public override string ToString() => path;

    private string Below(string name) => System.IO.Path.Combine(path, name);
}
