using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace ToolRM.Datasets.Download;

/// <summary>
/// Fetches one file: into <c>NAME.part</c>, going on behind what is there, checked by size and SHA-256, then moved. A file that
/// does not check is removed.
/// </summary>
/// <remarks>
/// A part is continued only when the server's strong tag, kept in <c>NAME.part.tag</c>, is still the same (<c>If-Range</c>);
/// otherwise the server sends the file from its start, and it is written anew.
/// </remarks>
internal static class FileDownload
{
    /// <summary>Fetches.</summary>
    /// <param name="client">Sends.</param>
    /// <param name="address">Where from.</param>
    /// <param name="path">Where to; the folder exists.</param>
    /// <param name="sha256">The known hash; null to take the one that the server states, if any.</param>
    /// <param name="progress">Told the bytes there so far; may be null.</param>
    /// <param name="cancellationToken">Stops it; what is there stays for the next time.</param>
    /// <exception cref="DownloadException">It could not be fetched, or is not what was expected.</exception>
    public static async Task<FetchedFile> Fetch(DownloadClient client, Uri address, string path, string? sha256, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var part = path + ".part";
        var tagFile = part + ".tag";
        var name = Path.GetFileName(path);
        var answer = await client.Retry(name, token => Attempt(client, address, name, part, tagFile, progress, token), cancellationToken).ConfigureAwait(false);

        var fetched = SourceFile.Of(part);
        var expected = sha256 ?? answer.Sha256;
        if (expected is not null && !string.Equals(expected, fetched.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            File.Delete(part);
            File.Delete(tagFile);
            throw new DownloadException($"{name}: expected SHA-256 {expected}, found {fetched.Sha256} in what {address.Host} sent; nothing was kept. Run the same command again; if it fails again, the file was changed at its source");
        }
        File.Move(part, path, overwrite: true);
        File.Delete(tagFile);
        return new(fetched with { Path = path }, answer.Sha256 is not null || sha256 is not null, answer.Revision);
    }

    private static async Task<(string? Sha256, string? Revision)> Attempt(
        DownloadClient client, Uri address, string name, string part, string tagFile, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var stalled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stalled.CancelAfter(client.Options.Stall);
        try
        {
            var tag = File.Exists(part) && File.Exists(tagFile) && EntityTagHeaderValue.TryParse(await File.ReadAllTextAsync(tagFile, cancellationToken).ConfigureAwait(false), out var kept) ? kept : null;
            var offset = tag is null ? 0 : new FileInfo(part).Length;
            using var answer = await client.Send(address, name, request =>
            {
                if (offset == 0) return;
                request.Headers.Range = new RangeHeaderValue(offset, null);
                request.Headers.IfRange = new RangeConditionHeaderValue(tag!);
            }, stalled.Token).ConfigureAwait(false);
            var response = answer.Response;
            var content = response.Content.Headers;
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                // Nothing is missing, or the part belongs to something else.
                if (offset > 0 && content.ContentRange?.Length == offset) return (answer.Sha256, answer.Revision);
                File.Delete(part);
                throw new TransientException($"{address.Host} refused to go on at byte {offset.ToString(CultureInfo.InvariantCulture)}");
            }
            var resumes = response.StatusCode == HttpStatusCode.PartialContent;
            if (resumes && content.ContentRange?.From != offset)
            {
                File.Delete(part);
                throw new TransientException($"{address.Host} sent another part of the file than asked for");
            }
            if (!resumes) offset = 0;
            // Weak tags promise no equal bytes, so what came with one cannot be continued.
            if (response.Headers.ETag is { IsWeak: false } strong) await File.WriteAllTextAsync(tagFile, strong.ToString(), cancellationToken).ConfigureAwait(false);
            else File.Delete(tagFile);

            long? total = content.ContentLength is { } length ? offset + length : null;
            var file = new FileStream(part, resumes ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true);
            await using (file.ConfigureAwait(false))
            {
                var source = await response.Content.ReadAsStreamAsync(stalled.Token).ConfigureAwait(false);
                await using (source.ConfigureAwait(false))
                {
                    var buffer = new byte[128 * 1024];
                    int count;
                    while ((count = await Read(source, buffer, stalled.Token).ConfigureAwait(false)) > 0)
                    {
                        await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                        offset += count;
                        progress?.Report(offset);
                        stalled.CancelAfter(client.Options.Stall);
                    }
                }
            }
            if (total is { } whole && offset != whole) throw new TransientException(string.Create(CultureInfo.InvariantCulture, $"the transfer ended after {offset} of {whole} bytes"));
            return (answer.Sha256, answer.Revision);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientException($"{address.Host} sent nothing for {client.Options.Stall.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s", null, error);
        }
    }

    /// <summary>A broken connection may pass; an error of the disk may not, so only reading is caught.</summary>
    private static async ValueTask<int> Read(Stream source, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw new TransientException(error.Message, null, error);
        }
    }
}

/// <summary>A file that was fetched and checked.</summary>
/// <param name="File">Path, hash, size; rows where they were counted.</param>
/// <param name="IsVerified">Whether the hash was known before or stated by the server; otherwise it is recorded for the next time.</param>
/// <param name="Revision">The commit that the server stated; null when it did not.</param>
internal sealed record FetchedFile(SourceFile File, bool IsVerified, string? Revision);
