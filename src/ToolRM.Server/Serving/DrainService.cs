using Microsoft.Extensions.Hosting;
using ToolRM.Server.Http;

namespace ToolRM.Server.Serving;

/// <summary>
/// The end of a server: <c>/ready</c> says 503 at once, the delay gives load balancers time to notice, then Kestrel finishes what
/// is under way, and last the queues are closed.
/// </summary>
internal sealed class DrainService(ScoringService service, StatusRoutes status, TimeProvider time) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs before any service is stopped, Kestrel among them.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        status.Drain();
        if (service.Options.DrainDelay > TimeSpan.Zero) await Task.Delay(service.Options.DrainDelay, time, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => service.CloseAsync().WaitAsync(cancellationToken);
}
