using ToolRM.Conversations;
using ToolRM.Remote.Dialects;

namespace ToolRM.Remote;

/// <summary>A contract that scoring servers speak.</summary>
public sealed class RemoteDialect
{
    private readonly Func<RemoteOptions, DialectCodec> _codec;

    private RemoteDialect(string name, string path, string description, Func<RemoteOptions, DialectCodec> codec) =>
        (Name, Path, Description, _codec) = (name, path, description, codec);

    /// <summary>Its name in scorer files.</summary>
    public string Name { get; }

    /// <summary>Where it lies below a server's address.</summary>
    public string Path { get; }

    /// <summary>Which servers and models it is for, in a line.</summary>
    public string Description { get; }

    /// <summary>vLLM's <c>/classify</c> (dotnet 3.3), SGLang's <c>/v1/classify</c> too: one number a text.</summary>
    public static RemoteDialect VllmClassify { get; } = new("vllm-classify", "/classify", "vLLM, a reward model over the whole text", options => new VllmClassifyCodec(options));

    /// <summary>vLLM's <c>/pooling</c> (dotnet 3.3): a number a token or step, of which one is made.</summary>
    public static RemoteDialect VllmPooling { get; } = new("vllm-pooling", "/pooling", "vLLM, a reward model over tokens or steps", options => new VllmPoolingCodec(options));

    /// <summary>vLLM's <c>/score</c> (dotnet 3.3), one prompt and many replies.</summary>
    public static RemoteDialect VllmScore { get; } = new("vllm-score", "/score", "vLLM, a cross-encoder over prompt and reply", options => new VllmScoreCodec(options));

    /// <summary>SGLang's own <c>/classify</c> (dotnet 3.4).</summary>
    public static RemoteDialect SglangClassify { get; } = new("sglang-classify", "/classify", "SGLang, a reward model over the whole text", options => new SglangClassifyCodec(options));

    /// <summary>llama.cpp's <c>/v1/rerank</c> (dotnet 3.6), which vLLM's, Jina's and Cohere's servers speak too.</summary>
    public static RemoteDialect Rerank { get; } = new("rerank", "/v1/rerank", "llama.cpp, vLLM, Jina, Cohere: a reranker over prompt and replies", options => new RerankCodec(options));

    /// <summary>Our own <c>/v1/rewards</c> (docs/server.md): whole groups, scores with components and reasons.</summary>
    public static RemoteDialect ToolRmRewards { get; } = new("toolrm-rewards", "/v1/rewards", "toolrm serve, any of its scorers", options => new RewardsCodec(options));

    /// <summary>All of them.</summary>
    public static ValueList<RemoteDialect> All { get; } = [VllmClassify, VllmPooling, VllmScore, SglangClassify, Rerank, ToolRmRewards];

    /// <summary>The dialect of a name; null when there is none.</summary>
    /// <param name="name">The name, compared exactly.</param>
    public static RemoteDialect? Find(string name)
    {
        foreach (var dialect in All)
        {
            if (dialect.Name == name) return dialect;
        }
        return null;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal DialectCodec Codec(RemoteOptions options) => _codec(options);
}
