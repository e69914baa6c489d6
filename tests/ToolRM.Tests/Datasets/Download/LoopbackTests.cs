using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ToolRM.Datasets;
using ToolRM.Datasets.Download;

namespace ToolRM.Tests.Datasets.Download;

/// <summary>Fetching through the real network stack: a server on this machine closes the connection in the middle of a file.</summary>
[Trait("Lane", "Slow")]
public sealed class LoopbackTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 31 % 251))];

    private readonly string _folder = Directory.CreateTempSubdirectory("toolrm-loopback-").FullName;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _ranges = [];

    public void Dispose()
    {
        _listener.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task CutConnection_IsResumed_AndTheFileIsWhole()
    {
        _listener.Start();
        var server = Serve();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        using (var pull = new DataPull(new DownloadOptions { GitHubRaw = address, FirstDelay = TimeSpan.Zero, Stall = TimeSpan.FromSeconds(20) }))
        {
            var record = await pull.Run(new("d", "bytes", "CC0-1.0", new GitHubFiles("o", "r", new string('a', 40), "", ["bytes.bin"])), _folder);
            Assert.Equal(Content.Length, record.Files[0].Bytes);
        }
        _listener.Stop();
        await server;
        Assert.Equal(Content, await File.ReadAllBytesAsync(Path.Combine(_folder, "bytes.bin")));
        Assert.Equal("", _ranges[0]);
        // How much of what was sent reached the disk before the cut is the system's business; that it was more than nothing is ours.
        Assert.InRange(long.Parse(_ranges[1].Replace("bytes=", "", StringComparison.Ordinal).TrimEnd('-'), CultureInfo.InvariantCulture), 1, 1_000_000);
        Assert.Equal(2, _ranges.Count);
    }

    /// <summary>Answers one request a connection; the first answer breaks off after a million bytes.</summary>
    private async Task Serve()
    {
        try
        {
            for (var request = 0; ; request++)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                var range = "";
                while (await reader.ReadLineAsync() is { Length: > 0 } line)
                {
                    if (line.StartsWith("Range: ", StringComparison.OrdinalIgnoreCase)) range = line[7..];
                }
                _ranges.Add(range);
                var from = range.Length == 0 ? 0 : int.Parse(range.Replace("bytes=", "", StringComparison.Ordinal).TrimEnd('-'), CultureInfo.InvariantCulture);
                var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {(from == 0 ? "200 OK" : "206 Partial Content")}\r\nETag: \"t\"\r\nContent-Length: {Content.Length - from}\r\nConnection: close\r\n")
                    + (from == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"Content-Range: bytes {from}-{Content.Length - 1}/{Content.Length}\r\n")) + "\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
                await stream.WriteAsync(request == 0 ? Content.AsMemory(0, 1_000_000) : Content.AsMemory(from));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or IOException)
        {
            // The listener was stopped.
        }
    }
}
