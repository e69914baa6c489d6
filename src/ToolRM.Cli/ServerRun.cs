using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToolRM.Conversations;
using ToolRM.Server;

namespace ToolRM.Cli;

/// <summary>A server from its start to its end.</summary>
internal sealed class ServerRun(CliConsole console, ScoringServerOptions options, string? configuration, string[] urls)
{
    public async Task RunAsync(string defaultUrl, CancellationToken cancellationToken)
    {
        foreach (var url in urls) Check(url);
        await using var server = Create();
        if (urls.Length == 0 && !server.Configuration.GetSection("Kestrel:Endpoints").Exists()) server.Urls.Add(defaultUrl);
        foreach (var url in urls) server.Urls.Add(url);
        try
        {
            await server.StartAsync(cancellationToken);
        }
        catch (Exception error) when (error is InvalidOperationException or CryptographicException)
        {
            // Kestrel's own words for a certificate or an address that it cannot use.
            throw new DataFormatException($"the server cannot start: {error.Message}", error);
        }
        catch (IOException error)
        {
            throw new DataFormatException($"the server cannot start: {error.Message} Name another address with --url", error);
        }
        console.Out.WriteLine($"toolrm: {string.Join(", ", options.Scorers.Select(scorer => scorer.Name))} on {string.Join(", ", server.Urls)}");
        console.Out.Flush();
        if (options.ApiKey is null && server.Urls.Any(IsOpen)) console.Error.WriteLine("toolrm: other machines can reach this address and no key is asked for; see --api-key-variable");
        await server.WaitForShutdownAsync(cancellationToken);
        console.Error.WriteLine("toolrm: stopped");
    }

    private WebApplication Create()
    {
        try
        {
            return ScoringServer.Create(
                options, configuration,
                // What keeps it from starting is said once, in a line, by us.
                builder => builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical));
        }
        catch (ArgumentException error)
        {
            throw new DataFormatException(error.Message, error);
        }
        catch (InvalidDataException error)
        {
            throw new DataFormatException($"--config: {error.Message} {error.InnerException?.Message}", error);
        }
    }

    private static void Check(string url)
    {
        try
        {
            BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new DataFormatException($"--url: expected an address such as http://127.0.0.1:5000, found \"{url}\"");
        }
    }

    private static bool IsOpen(string url) => BindingAddress.Parse(url) is { IsUnixPipe: false } address
        && address.Host is not ("localhost" or "127.0.0.1" or "[::1]");
}
