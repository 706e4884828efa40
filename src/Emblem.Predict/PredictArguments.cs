using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Emblem.Predict;

/// <summary>What <c>emblem-predict</c> was asked for. Read by hand: a parser would take longer to start than the rest.</summary>
/// <param name="Model">An ONNX model.</param>
/// <param name="Pictures">Files, folders and patterns; or <see cref="Pipe"/> alone.</param>
/// <param name="Format">How answers are printed.</param>
/// <param name="Threads">That compute; null for one for each core.</param>
internal sealed record PredictArguments(string Model, IReadOnlyList<string> Pictures, AnswerFormat Format, int? Threads)
{
    /// <summary>Stands for standard input.</summary>
    public const string Pipe = "-";

    public const string Help = """
        Answers for pictures with a model that 'emblem export --onnx' wrote.

        Usage: emblem-predict MODEL.onnx FILE|DIR… [--csv | --jsonl] [--threads N]

          MODEL.onnx   The model.
          FILE|DIR     Pictures, folders of them, patterns such as 'photos/**/*.jpg'; or - for what is piped: a picture, or names of files.
          --csv        Print a table with the probability of each class, as 'emblem predict --csv' writes it.
          --jsonl      Print JSON lines, as 'emblem predict --jsonl' writes them.
          --threads N  Threads that compute; one for each core if left out.
          --           What follows is no option, whatever it begins with.

        Answers go to standard output, each batch as soon as it is computed, all else to standard error. A picture that cannot be read has a row with
        the reason. The exit code is 0 when there is a row for each picture, 1 after a failure, 2 for a command line that is not understood, and 130
        when it was stopped.

        """;

    /// <summary>Reads a command line.</summary>
    /// <param name="args">As the process got it.</param>
    /// <param name="given">What it asks for.</param>
    /// <param name="mistake">What is wrong with it, in a sentence.</param>
    /// <returns>Whether it can be understood.</returns>
    public static bool TryParse(string[] args, [NotNullWhen(true)] out PredictArguments? given, [NotNullWhen(false)] out string? mistake)
    {
        (given, mistake) = (null, null);
        var names = new List<string>();
        (AnswerFormat? format, int? threads) = (null, null);
        for (int i = 0; i < args.Length && mistake is null; i++)
        {
            switch (args[i])
            {
                case "--":
                    names.AddRange(args[(i + 1)..]);
                    i = args.Length;
                    break;
                case "--csv" or "--jsonl" when format is not null:
                    mistake = "Give --csv or --jsonl, once.";
                    break;
                case "--csv":
                    format = AnswerFormat.Csv;
                    break;
                case "--jsonl":
                    format = AnswerFormat.JsonLines;
                    break;
                case "--threads":
                    threads = int.TryParse(args.ElementAtOrDefault(++i), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : null;
                    mistake = threads is null ? "--threads needs a number, 1 or more." : null;
                    break;
                case [not '-', ..] or Pipe:
                    names.Add(args[i]);
                    break;
                default:
                    mistake = args[i].Length == 0 ? "A name is empty." : $"There is no option '{args[i]}'.";
                    break;
            }
        }

        mistake ??= names switch
        {
            [] => "Give a model, and pictures.",
            [_] => "Give pictures: files, folders, a pattern in quotes, or - for a pipe.",
            [_, _, _, ..] when names.Skip(1).Contains(Pipe) => "- stands for what is piped, and comes alone.",
            _ => null,
        };
        if (mistake is not null)
            return false;
        given = new PredictArguments(names[0], names[1..], format ?? AnswerFormat.Table, threads);
        return true;
    }
}
