namespace ToolRM.Server.Http;

/// <summary>What is being answered: requests and the bytes of their bodies. Both have a limit, so that memory has one.</summary>
internal sealed class ServerLoad(ScoringServerOptions options)
{
    private int _requests;
    private long _bytes;

    public int Requests => Volatile.Read(ref _requests);

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Lets a request in; null when there are too many.</summary>
    public LoadShare? Enter()
    {
        if (Interlocked.Increment(ref _requests) <= options.MaximumRequestsAtOnce) return new(this);
        Interlocked.Decrement(ref _requests);
        return null;
    }

    internal void Take(int bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) > options.MaximumBodyBytesAtOnce) throw new RequestError(ErrorKind.Overloaded, "too many large requests at once; send this one again later");
    }

    internal void Leave(long bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        Interlocked.Decrement(ref _requests);
    }
}

/// <summary>One request's part of the load; given back when disposed.</summary>
internal sealed class LoadShare(ServerLoad load) : IDisposable
{
    private long _bytes;

    public void TakeBytes(int bytes)
    {
        _bytes += bytes; // before asking: what was refused is given back too
        load.Take(bytes);
    }

    public void Dispose() => load.Leave(_bytes);
}
