using System.Globalization;
using System.Text;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Datasets.Download;

/// <summary>
/// Fetches a split of a data set row by row from the hub's rows service, which reads Arrow and Parquet for us, and writes it
/// as JSON Lines. Goes on behind the rows that are there while revision and number of rows stay the same.
/// </summary>
/// <remarks>The service cuts cells that are too large and lists them; such a row is an error, because a cut row is a wrong row.</remarks>
internal static class RowsDownload
{
    private const int PageRows = 100; // the service's maximum
    private const string NextStep = "The rows service may have changed; try --files for the files as they are";

    /// <summary>Configuration and name of a data set's splits.</summary>
    public static async Task<ValueList<(string Config, string Split)>> Splits(DownloadClient client, string dataset, CancellationToken cancellationToken)
    {
        var (value, _) = await client.Json(Address(client, "splits", ("dataset", dataset)), $"splits of {dataset}", cancellationToken).ConfigureAwait(false);
        return DocumentNode.Root(value, $"splits of {dataset}", NextStep).Required("splits")
            .List(split => (split.Required("config").Text(), split.Required("split").Text()));
    }

    /// <summary>Fetches a split into a file.</summary>
    public static async Task<FetchedFile> Fetch(
        DownloadClient client, string dataset, string config, string split, string path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var part = path + ".part";
        var stateFile = part + ".tag";
        var name = Path.GetFileName(path);
        var kept = File.Exists(part) && File.Exists(stateFile) ? await File.ReadAllTextAsync(stateFile, cancellationToken).ConfigureAwait(false) : null;
        var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        string? revision = null;
        var offset = 0L;
        await using (file.ConfigureAwait(false))
        {
            if (kept is null) file.SetLength(0);
            else offset = CutTornLine(file);
            for (var first = true; ; first = false)
            {
                var (value, stated) = await client.Json(Address(client, "rows", ("dataset", dataset), ("config", config), ("split", split),
                    ("offset", offset.ToString(CultureInfo.InvariantCulture)), ("length", PageRows.ToString(CultureInfo.InvariantCulture))), name, cancellationToken).ConfigureAwait(false);
                var page = DocumentNode.Root(value, $"rows of {dataset} from {offset.ToString(CultureInfo.InvariantCulture)}", NextStep);
                if (page.Optional("partial")?.Boolean() == true)
                {
                    throw new DownloadException($"{name}: the rows service holds only a part of {dataset}, which is too large for it. Try --files for the files as they are");
                }
                var total = page.Required("num_rows_total").Long();
                var state = $"{stated} {total.ToString(CultureInfo.InvariantCulture)}";
                if (first && kept is not null && kept != state && offset > 0)
                {
                    // Other data than what is there: from the start.
                    file.SetLength(0);
                    offset = 0;
                    kept = null;
                    await File.WriteAllTextAsync(stateFile, state, cancellationToken).ConfigureAwait(false);
                    continue;
                }
                if (revision is not null && stated is not null && stated != revision) throw new DownloadException($"{name}: {dataset} was changed while it was fetched. Run the same command again");
                revision ??= stated;
                if (first || kept is null) await File.WriteAllTextAsync(stateFile, kept = state, cancellationToken).ConfigureAwait(false);
                var lines = Lines(page.Required("rows"), offset, name);
                await file.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(lines)), cancellationToken).ConfigureAwait(false);
                await file.FlushAsync(cancellationToken).ConfigureAwait(false);
                offset += lines.Count;
                progress?.Report(offset);
                if (offset >= total) break;
                if (lines.Count == 0) throw new DownloadException($"{name}: the rows service gave no rows from {offset.ToString(CultureInfo.InvariantCulture)} of {total.ToString(CultureInfo.InvariantCulture)}. Run the same command again later");
            }
        }
        if (offset == 0) throw new DownloadException($"{name}: {dataset} has no rows in {config}/{split}. Check the data set's page");
        File.Move(part, path, overwrite: true);
        File.Delete(stateFile);
        return new(SourceFile.Of(path) with { Rows = offset }, IsVerified: false, revision);
    }

    private static List<string> Lines(DocumentNode rows, long offset, string name)
    {
        var lines = new List<string>();
        rows.List(row =>
        {
            var number = offset + lines.Count;
            if (row.Required("row_idx").Long() != number) throw row.Required("row_idx").Expected($"row {number.ToString(CultureInfo.InvariantCulture)}, the next one");
            if (row.Optional("truncated_cells")?.List(cell => cell.Text()) is { Count: > 0 } cut)
            {
                throw new DownloadException($"{name}: the rows service cut \"{cut[0]}\" of row {number.ToString(CultureInfo.InvariantCulture)}. Try --files for the files as they are");
            }
            lines.Add(ArgumentJson.Write(row.Required("row").Value) + "\n");
            return true;
        });
        return lines;
    }

    /// <summary>Cuts what stands behind the last line end, goes to the end, and counts the lines.</summary>
    private static long CutTornLine(FileStream file)
    {
        long lines = 0, end = 0, position = 0;
        var buffer = new byte[128 * 1024];
        int count;
        while ((count = file.Read(buffer)) > 0)
        {
            for (var i = 0; i < count; i++)
            {
                if (buffer[i] != (byte)'\n') continue;
                lines++;
                end = position + i + 1;
            }
            position += count;
        }
        file.SetLength(end);
        file.Seek(0, SeekOrigin.End);
        return lines;
    }

    private static Uri Address(DownloadClient client, string verb, params ReadOnlySpan<(string Key, string Value)> query)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in query) text.Append(text.Length == 0 ? '?' : '&').Append(key).Append('=').Append(Uri.EscapeDataString(value));
        return DownloadAddress.Below(client.Options.RowsServer, verb, text.ToString());
    }
}

/// <summary>Addresses below a base that may have a path of its own.</summary>
internal static class DownloadAddress
{
    public static Uri Below(Uri root, string path, string query = "") =>
        new(root.AbsoluteUri.TrimEnd('/') + "/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString)) + query);
}
