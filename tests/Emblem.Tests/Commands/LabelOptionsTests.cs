using System.CommandLine;
using Emblem.Cli.Commands;

namespace Emblem.Tests.Commands;

public sealed class LabelOptionsTests
{
    [Theory]
    [InlineData("train DIR --out run --labels a.csv --label-regex (a)", "exclude each other")]
    [InlineData("train DIR --out run --label-column kind", "give --labels FILE.csv too")]
    [InlineData("train DIR --out run --labels a.csv --class-folder last", "--class-folder is for classes that folders name")]
    [InlineData("health DIR --label-regex (a) --set-column x", "give --labels FILE.csv too")]
    [InlineData("build --urls a=b.txt --out run --labels a.csv", "need --train DIR")]
    public void WhatContradictsItselfIsRefused(string line, string words)
    {
        string[] errors = [.. Verb(line).Parse(line.Split(' ')[1..]).Errors.Select(error => error.Message)];

        Assert.Contains(errors, error => error.Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("train DIR --out run --labels a.csv --file-column 1 --label-column kind --set-column split")]
    [InlineData("health DIR --label-regex (a)")]
    [InlineData("show DIR --labels a.csv")]
    [InlineData("find-rate DIR --label-regex (a)")]
    [InlineData("build --train DIR --out run --labels a.csv")]
    public void EveryVerbThatReadsClassesTakesThem(string line) => Assert.Empty(Verb(line).Parse(line.Split(' ')[1..]).Errors);

    private static Command Verb(string line) => line.Split(' ')[0] switch
    {
        "train" => TrainCommand.Create(),
        "health" => HealthCommand.Create(),
        "show" => ShowCommand.Create(),
        "find-rate" => FindRateCommand.Create(),
        _ => BuildCommand.Create(),
    };
}
