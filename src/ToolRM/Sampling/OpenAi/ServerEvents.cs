using System.Runtime.CompilerServices;
using System.Text;

namespace ToolRM.Sampling.OpenAi;

/// <summary>The data of server-sent events (the HTML standard, 9.2): fields other than <c>data</c>, comments and empty events are passed over.</summary>
internal static class ServerEvents
{
    public static async IAsyncEnumerable<string> Read(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var data = new StringBuilder();
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.Length == 0)
            {
                if (data.Length > 0) yield return data.ToString();
                data.Clear();
            }
            else if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                if (data.Length > 0) data.Append('\n');
                data.Append(line.AsSpan(line.Length > 5 && line[5] == ' ' ? 6 : 5));
            }
        }
        // The standard drops an event without the blank line behind it; servers that forget the last one mean it.
        if (data.Length > 0) yield return data.ToString();
    }
}
