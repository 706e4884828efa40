namespace Emblem.Cli.Commands;

/// <summary>The folder of pictures that verbs learn from.</summary>
internal static class DataArgument
{
    public const string Description = "A folder with one subfolder of pictures for each class; or with train, valid or test folders that hold those; any folder with --labels or --label-regex.";
}
