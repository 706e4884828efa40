using Emblem.Export;
using Emblem.Foundation;
using Emblem.Hosting;
using Emblem.Imaging;
using Emblem.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Emblem.Tests.Hosting;

/// <summary>A model that is replaced while it answers, and a predictor among an application's services.</summary>
public sealed class ReloadingPredictorTests : IDisposable
{
    private static readonly PixelImage Red = Pictures.Plain(8, 8, 255, 0, 0);

    private readonly TemporaryFolder _folder = new();
    private readonly HandTime _time = new();
    private readonly List<FakeEngine> _engines = [];

    private static CancellationToken TestEnds => TestContext.Current.CancellationToken;

    private string Model => _folder.Create("model.onnx");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AChangedFileIsTakenOnceItIsSettledAndTheOldModelIsFreed()
    {
        File.WriteAllText(Model, "1");
        using var predictor = new ReloadingPredictor(Setting(), _time);
        Predictor first = predictor.Current;

        _time.Look();
        Assert.Same(first, predictor.Current);
        File.WriteAllText(Model, "12");
        _time.Look();
        Assert.Same(first, predictor.Current);
        _time.Look();

        Assert.NotSame(first, predictor.Current);
        Assert.Equal("red", (await predictor.PredictAsync(Red, TestEnds)).Label);
        await Until(() => _engines[0].Disposed == 1);
        _time.Look();
        Assert.Equal(2, _engines.Count);
    }

    [Fact]
    public async Task CallsUnderWayAreAnsweredByTheModelTheyBeganWith()
    {
        File.WriteAllText(Model, "1");
        using var predictor = new ReloadingPredictor(Setting(), _time);
        _engines[0].Hold();
        Task<Prediction> call = predictor.PredictAsync(Red, TestEnds);
        _engines[0].Begun.Wait(TestEnds);
        Replace("12");

        Assert.Equal("red", (await predictor.PredictAsync(Red, TestEnds)).Label);
        Assert.Equal(0, _engines[0].Disposed);
        _engines[0].Release();
        Assert.Equal("red", (await call).Label);
        await Until(() => _engines[0].Disposed == 1);
        Assert.False(_engines[0].WasMisused);
    }

    [Fact]
    public async Task NoCallIsLostWhileModelsChange()
    {
        File.WriteAllText(Model, "1");
        using var predictor = new ReloadingPredictor(Setting(), _time);
        Task<Prediction[]>[] callers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var answers = new List<Prediction>();
            for (int i = 0; i < 100; i++)
                answers.Add(await predictor.PredictAsync(Red, TestEnds));
            answers.AddRange(await predictor.PredictManyAsync(Enumerable.Repeat<PictureInput>(Red, 9), TestEnds).ToArrayAsync(TestEnds));
            return answers.ToArray();
        }))];
        for (int i = 2; callers.Any(caller => !caller.IsCompleted) && i < 200; i++)
            Replace(new string('x', i));

        Assert.All((await Task.WhenAll(callers)).SelectMany(answers => answers), answer => Assert.Equal("red", answer.Label));
    }

    [Fact]
    public async Task AFileThatCannotBeOpenedOrIsGoneLeavesTheModel()
    {
        File.WriteAllText(Model, "1");
        using var predictor = new ReloadingPredictor(Setting(), _time);
        Replace("broken");
        File.Delete(Model);
        _time.Look();
        _time.Look();

        Assert.Equal("red", (await predictor.PredictAsync(Red, TestEnds)).Label);
        Replace("good");
        Assert.Equal(2, _engines.Count);
    }

    [Fact]
    public async Task ServicesHaveOnePredictorAndItsHealth()
    {
        File.WriteAllText(Model, "1");
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddEmblemPredictor(setting => (setting.Model, setting.Open) = (Model, Open));
        services.AddHealthChecks().AddEmblemPredictor();
        await using (ServiceProvider provider = services.BuildServiceProvider())
        {
            IPredictor predictor = provider.GetRequiredService<IPredictor>();
            HealthReport healthy = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestEnds);
            _engines[0].Fault = new InvalidOperationException("broken");
            HealthReport broken = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestEnds);

            Assert.Same(predictor, provider.GetRequiredService<IPredictor>());
            Assert.Equal(HealthStatus.Healthy, healthy.Entries[PredictorServices.HealthName].Status);
            Assert.Equal(HealthStatus.Unhealthy, broken.Entries[PredictorServices.HealthName].Status);
        }

        Assert.Equal(1, _engines[0].Disposed);
    }

    [Fact]
    public async Task DisposedItRefuses()
    {
        File.WriteAllText(Model, "1");
        var predictor = new ReloadingPredictor(Setting(), _time);
        predictor.Dispose();
        predictor.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => predictor.PredictAsync(Red, TestEnds));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await predictor.PredictManyAsync([Red], TestEnds).ToArrayAsync(TestEnds));
    }

    private PredictorSetting Setting() => new() { Model = Model, Open = Open };

    private Predictor Open(string file)
    {
        if (File.ReadAllText(file) == "broken")
            throw new EmblemException("no model");
        _engines.Add(new FakeEngine());
        return new Predictor(_engines[^1]);
    }

    private void Replace(string content)
    {
        File.WriteAllText(Model, content);
        _time.Look();
        _time.Look();
    }

    private static async Task Until(Func<bool> isSo)
    {
        for (int i = 0; i < 400 && !isSo(); i++)
            await Task.Delay(25, TestEnds);
        Assert.True(isSo());
    }

    /// <summary>A clock whose one timer is called by hand.</summary>
    private sealed class HandTime : TimeProvider
    {
        private TimerCallback? _callback;

        public void Look() => _callback?.Invoke(null);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _callback = callback;
            return new Nothing();
        }

        private sealed class Nothing : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
