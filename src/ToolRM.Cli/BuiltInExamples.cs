using System.Reflection;
using ToolRM.Auditing;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Cli;

/// <summary>Our own examples (<c>examples/</c>), which are part of the command, so that it shows itself without any download.</summary>
internal static class BuiltInExamples
{
    /// <summary>A case without a reference, among the data: the user asked for another unit than the call does.</summary>
    public const string ScoredCase = "wrong-unit.json";

    private const string CasesPrefix = "examples/cases/";
    private const string DataPrefix = "examples/data/";
    private const string ScorePrefix = "examples/score/";

    /// <summary>The cases, by name.</summary>
    public static IEnumerable<Case> Cases()
    {
        foreach (var name in Names(CasesPrefix))
        {
            using var reader = new StreamReader(Open(name));
            yield return CaseJson.Read(JsonParse.Of(reader.ReadToEnd()).Value ?? throw new InvalidOperationException($"{name} is no JSON"), name);
        }
    }

    /// <summary>Writes the data files and the case to score into a folder, each under a temporary name first.</summary>
    public static void WriteData(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in Names(DataPrefix).Concat(Names(ScorePrefix)))
        {
            var path = Path.Combine(folder, name[(name.LastIndexOf('/') + 1)..]);
            using (var source = Open(name))
            using (var file = File.Create(path + ".part"))
            {
                source.CopyTo(file);
            }
            File.Move(path + ".part", path, overwrite: true);
        }
    }

    /// <summary>Our tasks, to audit scorers with.</summary>
    public static AuditSet AuditSet()
    {
        using var rows = Open(DataPrefix + "tasks.jsonl");
        return Auditing.AuditSet.Read(rows, "tasks.jsonl");
    }

    private static IEnumerable<string> Names(string prefix) => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static Stream Open(string name) => Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
}
