using ToolRM.Remote.Dialects;

namespace ToolRM.Remote;

/// <summary>Which replies go into one request, in their order.</summary>
internal static class RemoteBatches
{
    public static List<List<RemoteItem>> Of(IEnumerable<RemoteItem> items, RemoteBatching batching, RemoteOptions options)
    {
        var batches = new List<List<RemoteItem>>();
        var characters = 0L;
        foreach (var item in items)
        {
            var joins = batches.Count > 0 && Joins(batches[^1], item);
            if (!joins)
            {
                batches.Add([]);
                characters = batching == RemoteBatching.OnePrompt ? item.Prompt!.Prompt.Length : 0;
            }
            batches[^1].Add(item);
            characters += item.Text.Length;
        }
        return batches;

        bool Joins(List<RemoteItem> batch, RemoteItem item) => batching switch
        {
            RemoteBatching.One => false,
            RemoteBatching.WholeGroup => batch[0].Place.Group == item.Place.Group,
            RemoteBatching.OnePrompt when batch[0].Place.Group != item.Place.Group => false,
            _ => batch.Count < options.BatchReplies && characters + item.Text.Length <= options.BatchCharacters,
        };
    }
}
