using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace ToolRM.Tests.Datasets.Download;

/// <summary>
/// A hub on this machine, with the parts of its interface that a pull uses: the commit of a revision, the tree of a commit, and files
/// at a commit, large ones by a redirect that states their hash. The first transfer of a large file breaks off in the middle.
/// </summary>
internal sealed class FakeHub : IDisposable
{
    public const string Commit = "269929c3269929c3269929c3269929c3269929c3";

    private readonly HttpListener _listener = new();
    private readonly string _dataset;
    private readonly Dictionary<string, byte[]> _files;
    private readonly HashSet<string> _broken = [];
    private readonly Task _serving;

    public FakeHub(string dataset, Dictionary<string, byte[]> files)
    {
        (_dataset, _files) = (dataset, files);
        // The system gives a free port to a listener of sockets only.
        for (var port = 20000 + (Environment.ProcessId % 20000); ; port++)
        {
            Address = $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add(Address + "/");
            try
            {
                _listener.Start();
                break;
            }
            catch (HttpListenerException)
            {
                Assert.True(port < 60000, "no free port");
            }
        }
        _serving = Serve();
    }

    public string Address { get; }

    /// <summary>Paths and ranges that were asked for.</summary>
    public List<string> Log { get; } = [];

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait();
    }

    private async Task Serve()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            var path = Uri.UnescapeDataString(context.Request.Url!.AbsolutePath);
            lock (Log) Log.Add(path + (context.Request.Headers["Range"] is { } range ? $" {range}" : ""));
            Answer(context, path);
        }
    }

    private void Answer(HttpListenerContext context, string path)
    {
        var response = context.Response;
        if (path == $"/api/datasets/{_dataset}/revision/main") Send(response, Encoding.UTF8.GetBytes($$"""{"id": "{{_dataset}}", "sha": "{{Commit}}", "siblings": []}"""));
        else if (path == $"/api/datasets/{_dataset}/tree/{Commit}") Send(response, Encoding.UTF8.GetBytes(Tree()));
        else if (Below(path, $"/datasets/{_dataset}/resolve/{Commit}/") is { } file)
        {
            response.Headers["X-Repo-Commit"] = Commit;
            if (!IsLarge(file))
            {
                Send(response, _files[file]);
                return;
            }
            response.StatusCode = 302;
            response.Headers["X-Linked-Etag"] = $"\"{Hash(file)}\"";
            response.Headers["Location"] = $"{Address}/blob/{file}";
            response.Close();
        }
        else if (Below(path, "/blob/") is { } blob) SendPart(context, blob);
        else
        {
            response.StatusCode = 404;
            response.Close();
        }
    }

    private void SendPart(HttpListenerContext context, string file)
    {
        var (response, bytes) = (context.Response, _files[file]);
        var from = context.Request.Headers["Range"] is { } range ? int.Parse(range.Replace("bytes=", "", StringComparison.Ordinal).TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
        response.Headers["ETag"] = $"\"{Hash(file)}\"";
        response.ContentLength64 = bytes.Length - from;
        if (from > 0)
        {
            response.StatusCode = 206;
            response.Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{bytes.Length - 1}/{bytes.Length}");
        }
        if (_broken.Add(file))
        {
            response.OutputStream.Write(bytes, from, (bytes.Length - from) / 2);
            response.OutputStream.Flush();
            response.Abort();
            return;
        }
        response.OutputStream.Write(bytes, from, bytes.Length - from);
        response.Close();
    }

    private string Tree() => "[" + string.Join(",", _files.Keys.Select(file => IsLarge(file)
        ? $$"""{"type": "file", "oid": "{{new string('a', 40)}}", "size": {{_files[file].Length}}, "lfs": {"oid": "{{Hash(file)}}", "size": {{_files[file].Length}}, "pointerSize": 134}, "path": "{{file}}"}"""
        : $$"""{"type": "file", "oid": "{{new string('b', 40)}}", "size": {{_files[file].Length}}, "path": "{{file}}"}""")) + "]";

    private bool IsLarge(string file) => file.EndsWith(".arrow", StringComparison.Ordinal);

    private string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(_files[file]));

    private string? Below(string path, string folder) => path.StartsWith(folder, StringComparison.Ordinal) && _files.ContainsKey(path[folder.Length..]) ? path[folder.Length..] : null;

    private static void Send(HttpListenerResponse response, byte[] bytes)
    {
        response.ContentLength64 = bytes.Length;
        response.OutputStream.Write(bytes);
        response.Close();
    }
}
