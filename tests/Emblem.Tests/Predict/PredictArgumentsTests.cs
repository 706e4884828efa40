using Emblem.Predict;

namespace Emblem.Tests.Predict;

public sealed class PredictArgumentsTests
{
    [Fact]
    public void OptionsMayStandAnywhere()
    {
        Assert.True(PredictArguments.TryParse(["--threads", "2", "m.onnx", "--jsonl", "a.jpg", "b"], out PredictArguments? given, out _));

        Assert.Equal(("m.onnx", AnswerFormat.JsonLines, 2), (given.Model, given.Format, given.Threads));
        Assert.Equal(["a.jpg", "b"], given.Pictures);
    }

    [Fact]
    public void WhatFollowsTwoDashesIsAName()
    {
        Assert.False(PredictArguments.TryParse(["m.onnx", "--", "--csv", "-"], out PredictArguments? given, out _));
        Assert.True(PredictArguments.TryParse(["m.onnx", "--", "--csv"], out given, out _));

        Assert.Equal(AnswerFormat.Table, given.Format);
        Assert.Equal(["--csv"], given.Pictures);
    }

    [Fact]
    public void APipeIsAName()
    {
        Assert.True(PredictArguments.TryParse(["m.onnx", PredictArguments.Pipe], out PredictArguments? given, out _));

        Assert.Equal([PredictArguments.Pipe], given.Pictures);
        Assert.Null(given.Threads);
    }

    [Theory]
    [InlineData("Give a model", "--csv")]
    [InlineData("Give pictures", "m.onnx")]
    [InlineData("comes alone", "m.onnx", "-", "a.jpg")]
    [InlineData("once", "m.onnx", "a.jpg", "--csv", "--jsonl")]
    [InlineData("1 or more", "m.onnx", "a.jpg", "--threads")]
    [InlineData("1 or more", "m.onnx", "a.jpg", "--threads", "0")]
    [InlineData("'--onnx'", "m.onnx", "a.jpg", "--onnx")]
    [InlineData("empty", "m.onnx", "")]
    public void AMistakeIsNamed(string said, params string[] line)
    {
        Assert.False(PredictArguments.TryParse(line, out PredictArguments? given, out string? mistake));

        Assert.Null(given);
        Assert.Contains(said, mistake, StringComparison.Ordinal);
    }
}
