using System.Security.Cryptography;
using System.Text;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Judging;

/// <summary>
/// Answers of judges by what was asked, one file each (schema <c>toolrm/judge-answer@1</c>), so that a rerun asks nobody. Several processes may share
/// a directory, on several machines too: files are written under a name of nobody else and moved.
/// </summary>
/// <remarks>The key is the SHA-256 of the prompt's name and text, the model, what answers depend on of the options, the sample's number and the texts sent. Failures are not kept; answers of which nothing can be made are. A file that is no kept answer counts as none.</remarks>
internal sealed class JudgeCache(string directory)
{
    private const string Schema = "toolrm/judge-answer@1";

    public static string Key(ArgumentValue question) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ArgumentJson.WriteCanonical(question))));

    /// <summary>The kept answer; null when there is none, or a file that is damaged: the judge is asked again and the file replaced.</summary>
    public KeptAnswer? Find(string key)
    {
        var path = PathOf(key);
        try
        {
            return JsonParse.Of(File.ReadAllText(path, Encoding.UTF8)).Value is { } value ? KeptAnswer.Read(value, path) : null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or DataFormatException)
        {
            return null;
        }
    }

    /// <summary>Keeps an answer; of two at the same time either stays.</summary>
    public void Keep(string key, KeptAnswer answer)
    {
        var path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Ids of process and thread are the same in every container; results do not depend on this name.
        var temporary = $"{path}.{RandomNumberGenerator.GetHexString(32, lowercase: true)}.part";
        File.WriteAllText(temporary, ArgumentJson.Write(answer.Write(Schema)) + "\n", new UTF8Encoding(false));
        File.Move(temporary, path, overwrite: true);
    }

    // 256 folders: a million files in one are slow to list.
    private string PathOf(string key) => Path.Combine(directory, key[..2], key + ".json");
}

/// <summary>A judge's answer, as it is kept.</summary>
/// <param name="Prompt">The prompt's name.</param>
/// <param name="Model">The model that the server says it used, else the one asked for.</param>
/// <param name="Text">What it said.</param>
/// <param name="FinishReason">Why it stopped; null when not said.</param>
/// <param name="InputTokens">Tokens of the prompt; null when not said.</param>
/// <param name="OutputTokens">Tokens of the answer; null when not said.</param>
internal sealed record KeptAnswer(string Prompt, string Model, string Text, string? FinishReason, long? InputTokens, long? OutputTokens)
{
    public static KeptAnswer Read(ArgumentValue value, string where)
    {
        var node = DocumentNode.Root(value, where, "See docs/formats.md, \"toolrm/judge-answer@1\"");
        return new(
            node.Required("prompt").Text(), node.Required("model").Text(), node.Required("text").Text(), node.OptionalText("finish_reason"),
            node.Optional("input_tokens")?.Long(), node.Optional("output_tokens")?.Long());
    }

    public MapValue Write(string schema) => new MapBuilder()
        .Add("schema", schema)
        .Add("prompt", Prompt)
        .Add("model", Model)
        .Add("text", Text)
        .Add("finish_reason", FinishReason)
        .Add("input_tokens", InputTokens is { } input ? ArgumentValue.Of(input) : null)
        .Add("output_tokens", OutputTokens is { } output ? ArgumentValue.Of(output) : null)
        .ToMap();
}
