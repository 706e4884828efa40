using System.CommandLine;
using Emblem.Cli.Terminal;
using Emblem.Foundation;

namespace Emblem.Cli.Commands;

/// <summary><c>--urls NAME=FILE</c>, once a class, or <c>--urls FILE</c> with labels.</summary>
internal static class UrlsOption
{
    public static Option<NamedUrlList[]> Create(bool required) => new Option<NamedUrlList[]>("--urls")
    {
        Description = "A class and the file with its addresses, one a line; or a CSV file with the columns url and label, or of like names. As often as needed.",
        HelpName = "[NAME=]FILE",
        Required = required,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = result =>
        {
            try
            {
                return [.. result.Tokens.Select(token => NamedUrlList.Parse(token.Value))];
            }
            catch (EmblemException fault)
            {
                result.AddError(fault.Message);
                return [];
            }
        },
    }.FirstIn(HelpGroup.Data);
}
