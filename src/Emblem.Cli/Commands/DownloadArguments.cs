using System.CommandLine;
using Emblem.Acquisition;
using Emblem.Cli.Terminal;

namespace Emblem.Cli.Commands;

/// <summary>The options of a verb that say how it downloads.</summary>
internal sealed class DownloadArguments
{
    private static readonly DownloadOptions Defaults = new();

    private readonly Option<bool> _refresh = new Option<bool>("--refresh")
    {
        Description = "Ask also for pictures that are there, whether the server has a newer one. What cannot be had again stays.",
    }.In(HelpGroup.Data);

    private readonly Option<string?> _verified = new Option<string?>("--verified")
    {
        Description = "The folder that 'emblem verify --into' wrote: pictures in its report are not fetched again, even if the download is gone.",
        HelpName = "OUT",
    }.In(HelpGroup.Data);

    private readonly Option<int> _concurrency = Number("--concurrency", "Requests at once.", Defaults.Concurrency, 1024);
    private readonly Option<int> _perHost = Number("--per-host", "Of those, to one host.", Defaults.ConcurrencyPerHost, 1024);
    private readonly Option<int> _maxBytes = Number("--max-bytes", "The largest file that is taken, decompressed.", (int)Defaults.MaxBytes, int.MaxValue);

    private readonly Option<string?> _contact = new Option<string?>("--contact")
    {
        Description = "Where you can be reached, mail or a page: told to every host in the User-Agent. Wikimedia and others ask for it.",
        HelpName = "MAIL|URL",
    }.In(HelpGroup.Data);

    private readonly Option<string?> _userAgent = new Option<string?>("--user-agent")
    {
        Description = "The whole User-Agent instead of Emblem's own with the contact.",
        HelpName = "TEXT",
    }.In(HelpGroup.Data);

    private readonly Option<bool> _allowPrivate = new Option<bool>("--allow-private")
    {
        Description = "Fetch also from this machine, files included, from private networks and all else that is not public. Only for lists of your own.",
    }.In(HelpGroup.Data);

    /// <summary>Adds all of them.</summary>
    public DownloadArguments AddTo(Command verb)
    {
        foreach (Option option in (Option[])[_refresh, _verified, _concurrency, _perHost, _maxBytes])
            verb.Add(option);
        return AddManners(verb);
    }

    /// <summary>Adds who asks and whom, for verbs that download as one step of several.</summary>
    public DownloadArguments AddManners(Command verb)
    {
        foreach (Option option in (Option[])[_contact, _userAgent, _allowPrivate])
            verb.Add(option);
        return this;
    }

    public DownloadOptions Read(ParseResult parsed) => new()
    {
        Refresh = parsed.GetValue(_refresh),
        VerifiedInto = parsed.GetValue(_verified),
        Concurrency = parsed.Given(_concurrency) ?? Defaults.Concurrency,
        ConcurrencyPerHost = parsed.Given(_perHost) ?? Defaults.ConcurrencyPerHost,
        MaxBytes = parsed.Given(_maxBytes) ?? Defaults.MaxBytes,
        Contact = parsed.GetValue(_contact),
        UserAgent = parsed.GetValue(_userAgent),
        AllowPrivate = parsed.GetValue(_allowPrivate),
    };

    private static Option<int> Number(string name, string description, int standard, int high)
    {
        Option<int> option = NumberOption.Create(name, description, 1, high);
        option.DefaultValueFactory = _ => standard;
        return option;
    }
}
