using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToolRM.Server.Dialects;
using ToolRM.Server.Http;
using ToolRM.Server.Serving;
using ToolRM.Server.Telemetry;

namespace ToolRM.Server;

/// <summary>The reward server: its parts for a host of your own, or a host of its own.</summary>
public static class ScoringServer
{
    /// <summary>The source of spans and the meter, for OpenTelemetry.</summary>
    public const string TelemetryName = ServerMetrics.Name;

    /// <summary>Adds the server's parts.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">What is served, and the limits.</param>
    /// <exception cref="ArgumentException">Options are contradictory; the message names all that are.</exception>
    public static IServiceCollection AddToolRmScoring(this IServiceCollection services, ScoringServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options.Checked());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ServerMetrics>();
        services.AddSingleton<ServerLoad>();
        services.AddSingleton<ScoringService>();
        services.AddSingleton<StatusRoutes>();
        services.AddHostedService<DrainService>();
        return services;
    }

    /// <summary>Maps the server's paths.</summary>
    /// <param name="routes">Where to; the services were added with <see cref="AddToolRmScoring"/>.</param>
    public static IEndpointRouteBuilder MapToolRmScoring(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var services = routes.ServiceProvider;
        var gate = new RequestGate(
            services.GetRequiredService<ScoringService>(), services.GetRequiredService<ServerLoad>(), services.GetRequiredService<ServerMetrics>(),
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>().CreateLogger(TelemetryName));
        foreach (var route in ServerRoute.All) routes.MapPost(route.Path, gate.For(route));
        services.GetRequiredService<StatusRoutes>().Map(routes);
        return routes;
    }

    /// <summary>A host with nothing but the server: Kestrel, its logs on standard error, OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
    /// <param name="options">What is served, and the limits.</param>
    /// <param name="configuration">
    /// A JSON file with Kestrel's own configuration (section <c>Kestrel</c>: addresses, certificates, limits) and that of logging
    /// (<c>Logging</c>); null for none. Environment variables such as <c>Kestrel__Endpoints__Https__Url</c> count too.
    /// </param>
    /// <param name="configure">Changes the host before it is built, such as its addresses; null for nothing.</param>
    public static WebApplication Create(ScoringServerOptions options, string? configuration = null, Action<WebApplicationBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Empty: the settings file of whatever folder this is started in is not ours.
        var builder = WebApplication.CreateEmptyBuilder(new());
        if (configuration is not null) builder.Configuration.AddJsonFile(Path.GetFullPath(configuration), optional: false, reloadOnChange: false);
        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            // The limit is kept where bodies are read. Kestrel's own would break the connection of a client that is still sending, which then
            // sees that and not the 413.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Configure(context.Configuration.GetSection("Kestrel"));
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainDelay + options.DrainTimeout);
        builder.Services.AddToolRmScoring(options);
        if (OtlpExport.IsAskedFor) builder.Services.AddHostedService<OtlpExport>();
        configure?.Invoke(builder);
        var application = builder.Build();
        application.MapToolRmScoring();
        return application;
    }
}
