using System.Reflection;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Cli;

/// <summary>Our own examples (<c>examples/</c>), which are part of the command, so that it shows itself without any download.</summary>
internal static class BuiltInExamples
{
    private const string CasesPrefix = "examples/cases/";
    /// <summary>The case that <see cref="WriteData"/> adds without its reference: a wrong value, found by looking at the request alone.</summary>
    public const string ScoredCase = "case.json";

    private const string DataPrefix = "examples/data/";

    /// <summary>The cases, by name.</summary>
    public static IEnumerable<Case> Cases()
    {
        foreach (var name in Names(CasesPrefix))
        {
            using var reader = new StreamReader(Open(name));
            yield return CaseJson.Read(JsonParse.Of(reader.ReadToEnd()).Value ?? throw new InvalidOperationException($"{name} is no JSON"), name);
        }
    }

    /// <summary>Writes the data files and a case to score into a folder, data under a temporary name first.</summary>
    public static void WriteData(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in Names(DataPrefix))
        {
            var path = Path.Combine(folder, name[DataPrefix.Length..]);
            using (var source = Open(name))
            using (var file = File.Create(path + ".part"))
            {
                source.CopyTo(file);
            }
            File.Move(path + ".part", path, overwrite: true);
        }
        var scored = Cases().First(one => one.Id == "wrong-value") with { Reference = null };
        File.WriteAllText(Path.Combine(folder, ScoredCase), ArgumentJson.Write(CaseJson.Write(scored)) + "\n");
    }

    private static IEnumerable<string> Names(string prefix) => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static Stream Open(string name) => Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
}
