namespace Emblem.Cli.Commands;

/// <summary>A file to predict.</summary>
/// <param name="Name">As its row is called.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Class">What its folders say it is, by the rule of all verbs; for a file that was given by itself the folder that it lies in.</param>
internal sealed record PredictedFile(string Name, string Path, string Class);
