using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Datasets.Download;

/// <summary>Fetches a data set into a folder: resumable, checked, with <see cref="SourceRecord"/> beside it.</summary>
/// <remarks>
/// A file that is there and has the recorded hash is not fetched again. A hash is known when the hub states it; otherwise it
/// is recorded at the first fetch and expected from then on.
/// </remarks>
public sealed class DataPull : IDisposable
{
    private readonly DownloadClient _client;
    private readonly HttpMessageInvoker _invoker;

    /// <summary>Fetches over the network.</summary>
    /// <param name="options">Where from and how; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public DataPull(DownloadOptions? options = null, TimeProvider? time = null) : this(DownloadClient.CreateHandler(), options ?? new(), time) { }

    /// <summary>Fetches through a handler, which must not follow redirects itself; it is disposed of with this object.</summary>
    /// <param name="handler">The handler, such as a fake in a test.</param>
    /// <param name="options">Where from and how.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public DataPull(HttpMessageHandler handler, DownloadOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Attempts < 1) throw new ArgumentOutOfRangeException(nameof(options), options.Attempts, "Attempts must be at least 1");
        _invoker = new HttpMessageInvoker(handler);
        _client = new(_invoker, options, time ?? TimeProvider.System);
    }

    /// <summary>Fetches a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="folder">The target; made when it is not there.</param>
    /// <param name="form">Of a hub data set, whether its files or its rows.</param>
    /// <param name="progress">Told the file and how far it is; may be null.</param>
    /// <param name="cancellationToken">Stops it; the next call goes on.</param>
    /// <returns>What is in the folder now.</returns>
    /// <exception cref="DownloadException">Something could not be fetched, is not what was expected, or a file in the folder is in the way.</exception>
    /// <exception cref="DataFormatException">The folder's record is damaged, or a service answered in another form.</exception>
    public async Task<SourceRecord> Run(DataSource source, string folder, PullForm form = PullForm.Automatic, IProgress<PullProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        var where = Where(source.Location);
        var record = SourceRecord.ReadFolder(folder);
        if (record is not null && (record.Name != source.Name || record.Where != where))
        {
            if (!_client.Options.Overwrite) throw new DownloadException($"{folder}: holds \"{record.Name}\" of {record.Where}, not \"{source.Name}\" of {where}. Choose another folder, or --overwrite");
            record = null;
        }
        record = (record ?? new(source.Name, source.What, source.Licence, where, null, default, [])) with { What = source.What, Licence = source.Licence };
        var (items, revision) = source.Location switch
        {
            GitHubFiles files => await GitHub(files, cancellationToken).ConfigureAwait(false),
            HubDataset dataset => await Hub(source.Name, dataset, form, _client.Options.Overwrite ? null : record.Revision, cancellationToken).ConfigureAwait(false),
            _ => throw new ArgumentOutOfRangeException(nameof(source), source.Location, "unknown kind of location"),
        };
        foreach (var item in items)
        {
            var known = record.Files.FirstOrDefault(file => file.Path == item.Path);
            var path = Path.Combine(folder, item.Path);
            if (IsThere(path, known)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var fetched = await item.Fetch(path, progress is null ? null : new ItemProgress(item.Path, progress)).ConfigureAwait(false);
            if (known is not null && known.Sha256 != fetched.File.Sha256 && !_client.Options.Overwrite)
            {
                File.Delete(path);
                throw new DownloadException($"{item.Path}: expected SHA-256 {known.Sha256} as recorded in {SourceRecord.FileName}, found {fetched.File.Sha256}; nothing was kept. The source has changed; --overwrite takes the new version");
            }
            var entry = new SourceRecordFile(item.Path, fetched.File.Sha256!, fetched.File.Bytes!.Value, fetched.File.Rows, fetched.IsVerified);
            record = record with
            {
                Revision = revision ?? fetched.Revision ?? record.Revision,
                Retrieved = DateTimeOffset.FromUnixTimeSeconds(_client.Time.GetUtcNow().ToUnixTimeSeconds()), // as the file holds it
                Files = [.. record.Files.Where(file => file.Path != item.Path), entry],
            };
            record.WriteFolder(folder);
        }
        return record;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _invoker.Dispose();

    private bool IsThere(string path, SourceRecordFile? known)
    {
        if (!File.Exists(path) || _client.Options.Overwrite) return false;
        var there = SourceFile.Of(path);
        if (known is not null && there.Sha256 == known.Sha256) return true;
        throw new DownloadException(known is null
            ? $"{path}: is in the way and not of this source. Choose another folder, or --overwrite"
            : $"{path}: expected SHA-256 {known.Sha256} as fetched, found {there.Sha256}. Somebody changed it; move it away, or --overwrite");
    }

    private async Task<(List<Item>, string?)> GitHub(GitHubFiles files, CancellationToken cancellationToken)
    {
        var commit = files.Commit;
        if (commit.Length < 40)
        {
            var what = $"commit {commit} of {files.Owner}/{files.Repository}";
            var (value, _) = await _client.Json(DownloadAddress.Below(_client.Options.GitHubApi, $"repos/{files.Owner}/{files.Repository}/commits/{commit}"), what, cancellationToken).ConfigureAwait(false);
            commit = DocumentNode.Root(value, what, "Check the commit").Required("sha").Text();
        }
        var root = $"{files.Owner}/{files.Repository}/{commit}/{(files.Folder.Length == 0 ? "" : files.Folder + "/")}";
        return ([.. files.Files.Select(path => Transfer(path, DownloadAddress.Below(_client.Options.GitHubRaw, root + path), null, cancellationToken))], commit);
    }

    /// <summary>
    /// Files are fetched at one commit, whatever happens to the branch meanwhile: that of the folder's record, so that a pull that
    /// goes on stays at the commit it began with, else the one that the revision means now.
    /// </summary>
    private async Task<(List<Item>, string?)> Hub(string name, HubDataset dataset, PullForm form, string? recorded, CancellationToken cancellationToken)
    {
        if (form == PullForm.Rows) return (await Rows(name, dataset, cancellationToken).ConfigureAwait(false), null);
        var commit = IsCommit(dataset.Revision) ? dataset.Revision : recorded is not null && IsCommit(recorded) ? recorded : await Commit(dataset, cancellationToken).ConfigureAwait(false);
        var what = $"files of {dataset.Dataset}";
        var pages = await _client.Pages(DownloadAddress.Below(_client.Options.Hub, $"api/datasets/{dataset.Dataset}/tree/{commit}", "?recursive=true"), what, cancellationToken).ConfigureAwait(false);
        var files = pages.SelectMany(page => DocumentNode.Root(page, what, "The hub may have changed its interface").List(file => (
            Type: file.Required("type").Text(), Path: file.Required("path").Text(), Sha256: file.Optional("lfs")?.OptionalText("oid"))))
            .Where(file => file.Type == "file" && !Path.GetFileName(file.Path).StartsWith('.')).ToList();
        if (files.FirstOrDefault(file => !IsSafe(file.Path)) is { Path: { } unsafePath }) throw new DownloadException($"{dataset.Dataset}: refused the file name \"{unsafePath}\", which leaves the folder. Tell the data set's owner");
        if (form == PullForm.Automatic && files.Any(file => file.Path.EndsWith(".parquet", StringComparison.Ordinal))) return (await Rows(name, dataset, cancellationToken).ConfigureAwait(false), null);
        return ([.. files.Select(file => Transfer(
            file.Path, DownloadAddress.Below(_client.Options.Hub, $"datasets/{dataset.Dataset}/resolve/{commit}/{file.Path}"), file.Sha256, cancellationToken))], commit);
    }

    private async Task<string> Commit(HubDataset dataset, CancellationToken cancellationToken)
    {
        var what = $"revision {dataset.Revision} of {dataset.Dataset}";
        var (value, _) = await _client.Json(DownloadAddress.Below(_client.Options.Hub, $"api/datasets/{dataset.Dataset}/revision/{dataset.Revision}"), what, cancellationToken).ConfigureAwait(false);
        var sha = DocumentNode.Root(value, what, "The hub may have changed its interface").Required("sha");
        return IsCommit(sha.Text()) ? sha.Text() : throw sha.Expected("a commit of 40 digits");
    }

    private async Task<List<Item>> Rows(string name, HubDataset dataset, CancellationToken cancellationToken)
    {
        if (dataset.Revision != "main") throw new DownloadException($"{dataset.Dataset}: the rows service knows the main branch only, not \"{dataset.Revision}\". Take --files");
        var splits = await RowsDownload.Splits(_client, dataset.Dataset, cancellationToken).ConfigureAwait(false);
        if (splits.Count == 0) throw new DownloadException($"{dataset.Dataset}: the rows service knows no split. Try --files for the files as they are");
        return [.. splits.Select(split =>
        {
            var path = splits.Count == 1 ? $"{name}.jsonl" : $"{split.Config}-{split.Split}.jsonl".Replace('/', '_').Replace('\\', '_');
            return new Item(path, (target, progress) => RowsDownload.Fetch(_client, dataset.Dataset, split.Config, split.Split, target, progress, cancellationToken));
        })];
    }

    private Item Transfer(string path, Uri address, string? sha256, CancellationToken cancellationToken) =>
        new(path, (target, progress) => FileDownload.Fetch(_client, address, target, sha256, progress, cancellationToken));

    private static bool IsCommit(string revision) => revision.Length == 40 && revision.All(char.IsAsciiHexDigitLower);

    /// <summary>File names come from a server; one that leaves the folder would write anywhere.</summary>
    private static bool IsSafe(string path) =>
        path.Length > 0 && !path.Contains('\\', StringComparison.Ordinal) && !path.Contains(':', StringComparison.Ordinal) && !Path.IsPathRooted(path) && path.Split('/').All(part => part is not ("" or "." or ".."));

    private static string Where(DataLocation location) => location switch
    {
        HubDataset dataset => $"huggingface.co/datasets/{dataset.Dataset}@{dataset.Revision}",
        GitHubFiles files => $"github.com/{files.Owner}/{files.Repository}@{files.Commit}/{files.Folder}",
        _ => location.ToString(),
    };

    private sealed record Item(string Path, Func<string, IProgress<long>?, Task<FetchedFile>> Fetch);

    private sealed class ItemProgress(string path, IProgress<PullProgress> progress) : IProgress<long>
    {
        public void Report(long value) => progress.Report(new(path, value));
    }
}

/// <summary>In what form a hub data set is fetched.</summary>
public enum PullForm
{
    /// <summary>Files, checked by the hub's hashes; Parquet, which ToolRM does not read, as rows.</summary>
    Automatic,

    /// <summary>Files as they are.</summary>
    Files,

    /// <summary>JSON Lines from the rows service.</summary>
    Rows,
}

/// <summary>How far a file is.</summary>
/// <param name="Path">The file, relative to the folder.</param>
/// <param name="Done">Bytes there, or rows where a data set is fetched as rows.</param>
public readonly record struct PullProgress(string Path, long Done);
