using Emblem.Export;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Emblem.Hosting;

/// <summary>Adds a predictor to an application's services.</summary>
public static class PredictorServices
{
    /// <summary>The health check's usual name.</summary>
    public const string HealthName = "emblem";

    extension(IServiceCollection services)
    {
        /// <summary>
        /// Adds one <see cref="IPredictor"/> for the application, which opens its model when it is first asked for and takes it anew when the file changes; the container disposes it.
        /// </summary>
        /// <param name="configure">Names the model.</param>
        public IServiceCollection AddEmblemPredictor(Action<PredictorSetting> configure)
        {
            ArgumentNullException.ThrowIfNull(configure);
            return services.AddSingleton<IPredictor>(provider =>
            {
                var setting = new PredictorSetting();
                configure(setting);
                return new ReloadingPredictor(setting, provider.GetService<TimeProvider>(), provider.GetService<ILogger<ReloadingPredictor>>());
            });
        }
    }

    extension(IHealthChecksBuilder checks)
    {
        /// <summary>Adds the <see cref="PredictorHealthCheck"/> of the application's predictor.</summary>
        /// <param name="name">The check's.</param>
        public IHealthChecksBuilder AddEmblemPredictor(string name = HealthName)
        {
            checks.Services.AddSingleton<PredictorHealthCheck>();
            return checks.Add(new Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckRegistration(name, provider => provider.GetRequiredService<PredictorHealthCheck>(), null, null));
        }
    }
}
