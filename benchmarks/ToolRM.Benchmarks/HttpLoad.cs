using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ToolRM.Benchmarks;

/// <summary>
/// A load generator over plain sockets: each connection sends prepared bytes and waits for the answer, so that little of the
/// machine goes into the client. Statuses are counted, bodies are passed over.
/// </summary>
internal sealed class HttpLoad(int port, byte[][] requests)
{
    /// <summary>What one run gave.</summary>
    /// <param name="Seconds">How long it took.</param>
    /// <param name="Statuses">Answers by status; 0 counts connections that broke.</param>
    /// <param name="Latencies">Seconds of answers with status 200, ascending.</param>
    /// <param name="WireLatencies">The same, counted from when they were sent: without what waited in this process.</param>
    /// <param name="RefusedLatencies">Seconds of the others from when they were sent, ascending.</param>
    public sealed record Result(double Seconds, IReadOnlyDictionary<int, long> Statuses, double[] Latencies, double[] WireLatencies, double[] RefusedLatencies)
    {
        public double Rate => Statuses.GetValueOrDefault(200) / Seconds;

        public double Offered => Statuses.Values.Sum() / Seconds;

        public static double Quantile(double[] sorted, double share) =>
            sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }

    /// <summary>Sends over some connections at once for a time.</summary>
    /// <param name="connections">How many.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="perSecond">
    /// Requests a second over all connections, each due at its own time; latency counts from when a request was due, so that a
    /// server that stalls is not asked less. Null sends as fast as answers come.
    /// </param>
    public async Task<Result> RunAsync(int connections, double seconds, double? perSecond = null)
    {
        var statuses = new ConcurrentDictionary<int, long>();
        var (accepted, wire, refused) = (new ConcurrentBag<List<double>>(), new ConcurrentBag<List<double>>(), new ConcurrentBag<List<double>>());
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(async () =>
        {
            var (own, sent, other) = (new List<double>(), new List<double>(), new List<double>());
            accepted.Add(own);
            wire.Add(sent);
            refused.Add(other);
            var counts = new Dictionary<int, long>();
            var interval = perSecond is { } rate ? connections / rate : 0;
            var due = interval * i / connections;
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
            var buffer = new byte[64 * 1024];
            for (var n = i; ; n++)
            {
                var now = Stopwatch.GetElapsedTime(start).TotalSeconds;
                if (interval > 0)
                {
                    if (due > seconds) break;
                    if (due > now + 0.0005) await Task.Delay(TimeSpan.FromSeconds(due - now));
                    now = Math.Min(due, Stopwatch.GetElapsedTime(start).TotalSeconds);
                    due += interval;
                }
                else if (now > seconds) break;
                int status;
                var sending = Stopwatch.GetTimestamp();
                try
                {
                    status = await ExchangeAsync(socket, requests[n % requests.Length], buffer);
                }
                catch (SocketException)
                {
                    status = 0;
                }
                counts[status] = counts.GetValueOrDefault(status) + 1;
                var onWire = Stopwatch.GetElapsedTime(sending).TotalSeconds;
                (status == 200 ? sent : other).Add(onWire);
                if (status == 200) own.Add(Stopwatch.GetElapsedTime(start).TotalSeconds - now);
                if (status == 0) break;
            }
            foreach (var (status, count) in counts) statuses.AddOrUpdate(status, count, (_, before) => before + count);
        })));
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new(elapsed, statuses, Sorted(accepted), Sorted(wire), Sorted(refused));
    }

    private static double[] Sorted(IEnumerable<List<double>> lists)
    {
        var all = lists.SelectMany(list => list).ToArray();
        Array.Sort(all);
        return all;
    }

    /// <summary>Sends a request and reads its whole answer; the status.</summary>
    private static async ValueTask<int> ExchangeAsync(Socket socket, byte[] request, byte[] buffer)
    {
        for (var sent = 0; sent < request.Length;) sent += await socket.SendAsync(request.AsMemory(sent));
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0) return 0;
            length += read;
            var head = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (head < 0) continue;
            var status = Status(buffer); // before the rest is read over it
            var rest = head + 4 + ContentLength(buffer.AsSpan(0, head)) - length;
            while (rest > 0)
            {
                read = await socket.ReceiveAsync(buffer.AsMemory(0, Math.Min(rest, buffer.Length)));
                if (read == 0) return 0;
                rest -= read;
            }
            return status;
        }
    }

    private static int Status(ReadOnlySpan<byte> answer) => (answer[9] - '0') * 100 + (answer[10] - '0') * 10 + (answer[11] - '0');

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        var length = 0;
        for (at += 16; at < head.Length && head[at] is >= (byte)'0' and <= (byte)'9'; at++) length = length * 10 + head[at] - '0';
        return length;
    }

    /// <summary>A request's bytes.</summary>
    public static byte[] Post(string path, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        return [.. Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];
    }
}
