using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>A share of right answers, and whether the pictures that it was measured on chose the model.</summary>
/// <param name="Answers">Right ones, all, and the 95% interval.</param>
/// <param name="IsOptimistic">Whether these pictures chose the epoch, or between a head and its fine-tuning: then no interval says how optimistic the score is.</param>
public sealed record RunScore(ScoreInterval Answers, bool IsOptimistic)
{
    /// <summary>For people, such as <c>0.950 (38 of 40; 95% interval 0.835 to 0.986)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Answers.Score:0.000} ({Answers.Right} of {Answers.Count}{Ending})");

    private string Ending => IsOptimistic
        ? "; optimistic: these pictures chose the model"
        : string.Create(CultureInfo.InvariantCulture, $"; 95% interval {Answers.Low:0.000} to {Answers.High:0.000}");
}
