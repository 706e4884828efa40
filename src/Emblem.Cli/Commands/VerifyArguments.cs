using System.CommandLine;
using System.CommandLine.Parsing;
using Emblem.Acquisition;
using Emblem.Cli.Terminal;
using Emblem.Imaging;

namespace Emblem.Cli.Commands;

/// <summary>The arguments of <c>emblem verify</c>, and how they exclude each other.</summary>
internal sealed class VerifyArguments
{
    private readonly Argument<string> _folder = new("DIR") { Description = "A folder with one subfolder of pictures for each class." };
    private readonly Option<string?> _into = new("--into") { Description = "Write upright, shrunk copies of the good pictures here.", HelpName = "OUT" };
    private readonly Option<bool> _inPlace = new("--in-place")
    {
        Description = $"Put DIR itself in order; replaced files stay in {ImageVerifier.OriginalsFolder}, broken ones in {ImageVerifier.SetAsideFolder}.",
    };

    private readonly Option<string?> _report = new("--report")
    {
        Description = $"Without --into and --in-place: write the row of every file here. They write {VerificationReport.FileName} by themselves.",
        HelpName = "FILE",
    };

    private readonly Option<int?> _maxSize = new("--max-size") { Description = "Shrink larger pictures to this longer side, in pixels.", HelpName = "N" };
    private readonly Option<bool> _ignoreExif = OrientationOption.Create();
    private readonly Option<bool> _delete = new("--delete") { Description = "With --in-place: delete broken files instead of setting them aside." };
    private readonly Option<bool> _force = new("--force") { Description = "Go on where more than half of a class would be removed." };
    private readonly Option<bool> _strict = FolderOptions.CreateStrict();
    private readonly Option<int> _workers = NumberOption.Create("--workers", "Processes that decode at the same time; default one a core, under mpirun one for each core of a process's share.", 1, 256);
    private readonly Option<long> _pixels = NumberOption.Create("--pixel-limit", "Refuse pictures with more pixels, by their header.", 1L, 10_000_000_000);
    private readonly Option<long> _bytes = NumberOption.Create("--byte-limit", "Refuse longer files unread.", 1L, int.MaxValue);
    private readonly Option<double> _seconds = NumberOption.Create("--time-limit", "Seconds for one file, after which it is refused.", 0.1, 86_400);
    private readonly Option<long> _megabytes = NumberOption.Create("--memory-limit", "Megabytes for one process; a file that takes more is refused.", 100L, 1_000_000);

    public VerifyArguments AddTo(Command verb)
    {
        var standard = new VerifyOptions { Ranks = RankSession.Ranks };
        WorkerCommand worker = ThisProgram.As(DecodeWorkerCommand.Name);
        _workers.DefaultValueFactory = _ => standard.Workers;
        _pixels.DefaultValueFactory = _ => ImageCodec.DefaultPixelLimit;
        _bytes.DefaultValueFactory = _ => standard.ByteLimit;
        _seconds.DefaultValueFactory = _ => worker.TimeLimit.TotalSeconds;
        _megabytes.DefaultValueFactory = _ => worker.MemoryLimit / 1_000_000;
        _maxSize.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<int?>() < 1)
                result.AddError($"--max-size must be at least 1; got {result.GetValueOrDefault<int?>()}.");
        });
        verb.Add(_folder);
        foreach (Option option in (Option[])[_into, _inPlace, _report, _maxSize, _ignoreExif, _delete, _force, _strict, _workers, _pixels, _bytes, _seconds, _megabytes])
            verb.Add(option);
        verb.Validators.Add(Validate);
        return this;
    }

    public VerifyRequest Read(ParseResult parsed) => new(
        parsed.GetValue(_folder)!,
        parsed.GetValue(_into),
        parsed.GetValue(_inPlace),
        new VerifyOptions
        {
            MaxSize = parsed.GetValue(_maxSize),
            Orientation = OrientationOption.Read(parsed.GetValue(_ignoreExif)),
            Delete = parsed.GetValue(_delete),
            Force = parsed.GetValue(_force),
            IsStrict = parsed.GetValue(_strict),
            Workers = parsed.GetValue(_workers),
            PixelLimit = parsed.GetValue(_pixels),
            ByteLimit = parsed.GetValue(_bytes),
            Worker = ThisProgram.As(DecodeWorkerCommand.Name) with
            {
                TimeLimit = TimeSpan.FromSeconds(parsed.GetValue(_seconds)),
                MemoryLimit = parsed.GetValue(_megabytes) * 1_000_000,
            },
        },
        parsed.GetValue(_report));

    private void Validate(CommandResult result)
    {
        bool replaces = result.GetValue(_inPlace);
        bool copies = result.GetResult(_into) is not null;
        if (replaces && copies)
            result.AddError("--into and --in-place exclude each other: give one, or neither to report only.");
        if (!replaces && result.GetValue(_delete))
            result.AddError("--delete needs --in-place: nothing is deleted from a folder that is only read.");
        if ((replaces || copies) && result.GetResult(_report) is not null)
            result.AddError($"--report is for runs that only report: with --into or --in-place the rows are in {VerificationReport.FileName} there.");
    }
}
