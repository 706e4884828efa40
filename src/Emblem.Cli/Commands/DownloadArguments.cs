using System.CommandLine;
using Emblem.Acquisition;
using Emblem.Cli.Terminal;

namespace Emblem.Cli.Commands;

/// <summary>The options of a verb that say how it downloads.</summary>
internal sealed class DownloadArguments
{
    private static readonly DownloadOptions Defaults = new();

    private readonly Option<bool> _refresh = new("--refresh")
    {
        Description = "Ask also for pictures that are there, whether the server has a newer one. What cannot be had again stays.",
    };

    private readonly Option<string?> _verified = new("--verified")
    {
        Description = "The folder that 'emblem verify --into' wrote: pictures in its report are not fetched again, even if the download is gone.",
        HelpName = "OUT",
    };

    private readonly Option<int> _concurrency = Number("--concurrency", "Requests at once.", Defaults.Concurrency, 1024);
    private readonly Option<int> _perHost = Number("--per-host", "Of those, to one host.", Defaults.ConcurrencyPerHost, 1024);
    private readonly Option<int> _maxBytes = Number("--max-bytes", "The largest file that is taken, decompressed.", (int)Defaults.MaxBytes, int.MaxValue);

    private readonly Option<string> _userAgent = new("--user-agent")
    {
        Description = "What the requests say they come from; by default a browser, as many hosts answer no one else.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => Defaults.UserAgent,
    };

    public DownloadArguments AddTo(Command verb)
    {
        foreach (Option option in (Option[])[_refresh, _verified, _concurrency, _perHost, _maxBytes, _userAgent])
            verb.Add(option);
        return this;
    }

    public DownloadOptions Read(ParseResult parsed) => new()
    {
        Refresh = parsed.GetValue(_refresh),
        VerifiedInto = parsed.GetValue(_verified),
        Concurrency = parsed.GetValue(_concurrency),
        ConcurrencyPerHost = parsed.GetValue(_perHost),
        MaxBytes = parsed.GetValue(_maxBytes),
        UserAgent = parsed.GetValue(_userAgent)!,
    };

    private static Option<int> Number(string name, string description, int standard, int high)
    {
        Option<int> option = NumberOption.Create(name, description, 1, high);
        option.DefaultValueFactory = _ => standard;
        return option;
    }
}
