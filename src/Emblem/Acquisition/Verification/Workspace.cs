using System.Text;
using Emblem.Foundation;

namespace Emblem.Acquisition.Verification;

/// <summary>
/// What a run keeps in the output folder besides its results, in a folder whose name makes it no class: the journal, pictures that are made but
/// not yet in their place, the plan of an in-place run, and a lock.
/// </summary>
internal sealed class Workspace : IDisposable
{
    public const string FolderName = ReportFiles.VerificationWork;
    private const string Staged = "staged";
    private readonly string _output;
    private readonly string _folder;
    private readonly FileStream _lock;

    private Workspace(string output, FileStream held, string options)
    {
        (_output, _lock) = (output, held);
        _folder = Path.Combine(output, FolderName);
        Directory.CreateDirectory(StagedFolder);
        foreach (string leftover in Directory.EnumerateFiles(_folder, $"*{AtomicFile.TemporaryExtension}"))
            File.Delete(leftover);
        Journal = VerificationJournal.Open(Path.Combine(_folder, "journal.jsonl"), options);
    }

    public VerificationJournal Journal { get; }

    public string PlanPath => Path.Combine(_folder, "plan.json");

    private string StagedFolder => Path.Combine(_folder, Staged);

    private string ReportPath => Path.Combine(_output, VerificationReport.FileName);

    /// <exception cref="EmblemException">Another run is at work there.</exception>
    public static Workspace Open(string output, VerifyOptions options)
    {
        string folder = Path.Combine(output, FolderName);
        Directory.CreateDirectory(folder);
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault)
        {
            throw new EmblemException($"Another verification is at work in '{output}'. Wait for its end, or stop it.", fault);
        }

        try
        {
            return new Workspace(output, held, PictureLimits.KeyOf(options));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Where a file's new picture waits; always the same place, so that a run goes on with what one before it made.</summary>
    /// <param name="output">The output folder.</param>
    /// <param name="name">The file's path below the folder that is verified.</param>
    public static string StagedPath(string output, string name) =>
        Path.Combine(output, FolderName, Staged, ContentHash.Of(Encoding.UTF8.GetBytes(name))[..32]);

    /// <inheritdoc cref="StagedPath(string, string)"/>
    public string StagedPath(string name) => StagedPath(_output, name);

    /// <summary>The report of the run before, or an empty one.</summary>
    public VerificationReport ReadReport() => File.Exists(ReportPath) ? VerificationReport.Read(ReportPath) : new VerificationReport([]);

    /// <summary>Written in this folder and moved, so that a kill leaves nothing in the output folder that a next run would find.</summary>
    public void WriteReport(VerificationReport report)
    {
        string waiting = Path.Combine(_folder, VerificationReport.FileName);
        report.Write(waiting);
        File.Move(waiting, ReportPath, overwrite: true);
    }

    /// <summary>The run is done: what only a resumed run would need goes.</summary>
    public void Finish(IEnumerable<string> names)
    {
        File.Delete(PlanPath);
        Directory.Delete(StagedFolder, recursive: true);
        Journal.Close(names.ToHashSet(StringComparer.Ordinal).Contains);
    }

    public void Dispose()
    {
        Journal.Dispose();
        _lock.Dispose();
    }
}
