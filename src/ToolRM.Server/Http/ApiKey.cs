using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ToolRM.Server.Http;

/// <summary>A key that requests must show. Keeps its hash alone, so that no log or dump of options holds the key.</summary>
public sealed class ApiKey
{
    private const string Scheme = "Bearer ";

    private readonly byte[] _hash;

    /// <summary>A key.</summary>
    /// <param name="key">The key, without <c>Bearer</c>.</param>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    public ApiKey(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        _hash = SHA256.HashData(Encoding.UTF8.GetBytes(key.Trim()));
    }

    /// <summary>Whether a request shows the key. Hashes of one length are compared in constant time.</summary>
    internal bool IsShownBy(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim())), _hash);
    }
}
