using System.Text.Json;
using Emblem.Cli.Terminal;

namespace Emblem.Tests.Terminal;

public sealed class FiniteNumberConverterTests
{
    [Fact]
    public void WhatIsNoNumberIsNullAndNumbersAreAsTheyWere()
    {
        string json = JsonResult.Write("test", new
        {
            Loss = double.NaN,
            Highest = (double?)double.PositiveInfinity,
            Single = float.NegativeInfinity,
            Metrics = new Dictionary<string, double> { ["roc_auc"] = double.NaN, ["accuracy"] = 0.1 },
            Losses = (double[])[1e-7, double.NaN],
            Third = 1f / 3,
        });

        JsonElement root = JsonDocument.Parse(json).RootElement;
        Assert.All((string[])["loss", "highest", "single"], name => Assert.Equal(JsonValueKind.Null, root.GetProperty(name).ValueKind));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("metrics").GetProperty("roc_auc").ValueKind);
        Assert.Equal(0.1, root.GetProperty("metrics").GetProperty("accuracy").GetDouble());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("losses")[1].ValueKind);
        Assert.Equal("0.33333334", root.GetProperty("third").GetRawText());
    }
}
