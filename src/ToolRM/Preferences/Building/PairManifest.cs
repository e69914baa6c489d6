using System.Text;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;
using ToolRM.Preferences.Overlap;

namespace ToolRM.Preferences.Building;

/// <summary>
/// Where pairs came from: <c>manifest.json</c> beside them, of schema <c>toolrm/pairs-manifest@1</c>. Written last, so a folder
/// without it is not complete.
/// </summary>
/// <param name="Version">Version of ToolRM, with the commit where known.</param>
/// <param name="Options">How pairs were chosen.</param>
/// <param name="Inputs">The files of candidates.</param>
/// <param name="References">The files that gave references; may be empty.</param>
/// <param name="Excluded">The evaluation sets whose like was left out; may be empty.</param>
/// <param name="Filter">The filter made of these; null without any.</param>
/// <param name="Outputs">The files of pairs, with their rows.</param>
/// <param name="Counts">What was read, kept and left out.</param>
public sealed record PairManifest(
    string Version,
    PairBuildOptions Options,
    ValueList<SourceFile> Inputs,
    ValueList<SourceFile> References,
    ValueList<SourceFile> Excluded,
    OverlapFilter? Filter,
    ValueList<SourceFile> Outputs,
    PairCounts Counts)
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/pairs-manifest@1";

    /// <summary>The file's text.</summary>
    public override string ToString() => JsonLayout.Write(new MapBuilder()
        .Add("schema", Schema)
        .Add("toolrm", Version)
        .Add("seed", ArgumentValue.Of(Options.Seed))
        .Add("options", WriteOptions())
        .AddList("inputs", Inputs, WriteFile)
        .AddListUnlessEmpty("references", References, WriteFile)
        .AddListUnlessEmpty("excluded", Excluded, WriteFile)
        .AddList("outputs", Outputs, WriteFile)
        .Add("counts", Counts.ToJson())
        .ToMap());

    /// <summary>Writes the file under another name first and moves it, so that it is never half written.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path)
    {
        var temporary = path + ".part";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(Encoding.UTF8.GetBytes(ToString()));
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    private MapValue WriteOptions() => new MapBuilder()
        .Add("per_prompt", ArgumentValue.Of(Options.WrongPerPrompt))
        .Add("labels", Options.Labels.ToString().ToLowerInvariant())
        .AddListUnlessEmpty("balance", Options.Caps, cap => new MapBuilder()
            .Add("by", cap.By.ToString().ToLowerInvariant())
            .Add("largest_share", Number(cap.MaximumShare))
            .ToMap())
        .Add("irrelevance", Number(Options.IrrelevanceShare))
        .Add("holdout", ArgumentValue.Of(Options.Holdout))
        .Add("obfuscate", Number(Options.Obfuscation?.Share))
        .Add("exclude_sequences", Number(Filter?.SequenceShare))
        .Add("exclude_tools", Number(Filter?.ToolShare))
        .ToMap();

    private static MapValue WriteFile(SourceFile file) => new MapBuilder()
        .Add("path", file.Path)
        .Add("sha256", file.Sha256)
        .Add("bytes", file.Bytes is { } bytes ? ArgumentValue.Of(bytes) : null)
        .Add("rows", file.Rows is { } rows ? ArgumentValue.Of(rows) : null)
        .Add("licence", DataFileInfo.LicenceOf(file.Path))
        .ToMap();

    private static FloatValue? Number(double? value) => value is { } number ? ArgumentValue.Of(number) : null;
}
