using System.ComponentModel;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;
using ToolRM.Evaluation.Conformance;
using ToolRM.Parsing.Bfcl;
using ToolRM.Tests.Conventions;
using ToolRM.Tests.Packaging;
using ToolRM.Verification;
using ToolRM.Verification.Bfcl;
using Xunit.Abstractions;

namespace ToolRM.Tests.Verification.Bfcl;

/// <summary>
/// Our checker against a second one, written in Python from the same fact sheet without sight of ours
/// (<c>benchmarks/peers/reference_checker.py</c>), on seeded spoiled replies to synthetic questions.
/// </summary>
[Trait("Lane", "Slow")]
public sealed class PeerParityTests(ITestOutputHelper output) : IDisposable
{
    private const int Cases = 20_000;
    private const int Seed = 1;
    private const int ShownDifferences = 10;

    /// <summary>
    /// What a Python category can give (tools-and-data 1.8); the cases must hold each. Not here: <c>list_dict_checker:unclear</c>,
    /// which cannot follow an accepted type stage.
    /// </summary>
    private static readonly string[] ErrorTypes =
    [
        "ast_decoder:decoder_wrong_output_format", "simple_function_checker:wrong_count", "simple_function_checker:wrong_func_name",
        "simple_function_checker:missing_required", "simple_function_checker:unexpected_param", "simple_function_checker:missing_optional",
        "type_error:simple", "type_error:nested", "value_error:string", "value_error:list/tuple", "value_error:dict_key",
        "value_error:dict_value", "value_error:list_dict_count", "value_error:others", "dict_checker:unclear",
        "multiple_function_checker:wrong_count", "parallel_function_checker_no_order:wrong_count",
        "parallel_function_checker_no_order:cannot_find_match",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("toolrm-peer-");

    [Fact]
    public async Task AgreesWithThePythonCheckerOnEveryCase()
    {
        var file = Path.Combine(_folder.FullName, "cases.jsonl");
        if (await RunPython("benchmarks/peers/compare.py", "parity", file, "--count", $"{Cases}", "--seed", $"{Seed}") is not { } peer) return;
        output.WriteLine(peer.Succeeded());

        var (cases, seen, differences) = Compare(file);
        output.WriteLine($"compared {cases} cases, {differences.Count} differ");
        foreach (var difference in differences.Take(ShownDifferences)) output.WriteLine(difference);
        Assert.Equal(Cases, cases);
        Assert.Empty(ErrorTypes.Except(seen));
        Assert.True(differences.Count == 0, $"seed {Seed}: {differences.Count} of {cases} cases differ; the first: {differences.FirstOrDefault()}");
    }

    [Fact]
    public async Task ThePythonCheckerPassesTheVectors()
    {
        if (await RunPython("benchmarks/peers/reference_checker.py", "tests/ToolRM.Tests/Vectors/bfcl-checker.jsonl") is not { } peer) return;
        Assert.Contains("vectors: 113 run, 0 differ", peer.Succeeded(), StringComparison.Ordinal); // 152 without the 39 of Java and JavaScript
    }

    /// <summary>Reads questions and cases (see <c>benchmarks/peers/parity.py</c>), and judges each case with our checker.</summary>
    private static (int Cases, HashSet<string> Seen, List<string> Differences) Compare(string file)
    {
        var cases = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var differences = new List<string>();
        ReferenceChecker? checker = null;
        using var reader = JsonLinesReader.Open(file);
        while (reader.Read())
        {
            var row = (MapValue)reader.Line.Parse();
            if (row["function"] is { } documents)
            {
                checker = new(BfclJson.ReadDocuments(documents), BfclJson.ReadAcceptedCalls(row["ground_truth"]!, Text(row, "category")!));
                continue;
            }
            cases++;
            var expected = new Outcome(
                Enum.Parse<VerdictStatus>(Text(row, "status")!, ignoreCase: true), Text(row, "error_type"),
                ((ListValue)row["sub_error_types"]!).Items.Select(item => ((TextValue)item).Value).ToValueList(),
                (int)((IntegerValue)row["errors"]!).Value);
            if (expected.ErrorType is { } errorType) seen.Add(errorType);
            var decoding = new BfclDecoding(PythonMarks.Read(row["decoded"]!), null);
            var found = Outcome.Of(ConformanceCheck.Judge(decoding, checker!.With(row["underscore_to_dot"] is BooleanValue { Value: true })));
            if (found != expected) differences.Add($"expected {expected}, found {found}, case {row}");
        }
        return (cases, seen, differences);
    }

    private async Task<ChildProcess?> RunPython(params string[] arguments)
    {
        try
        {
            return await ChildProcess.RunAsync(Repository.Root, new Dictionary<string, string>(), "python3", arguments);
        }
        catch (Win32Exception error)
        {
            output.WriteLine($"NOT RUN: python3 cannot be started ({error.Message}). Install Python 3.9 or later to run this comparison.");
            return null;
        }
    }

    private static string? Text(MapValue row, string key) => (row[key] as TextValue)?.Value;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>
    /// What the two must agree on. An undecided verdict carries neither codes nor a count: what stopped the peer is worded by Python.
    /// </summary>
    private sealed record Outcome(VerdictStatus Status, string? ErrorType, ValueList<string> SubErrorTypes, int Errors)
    {
        public static Outcome Of(Verdict verdict) => verdict.Status == VerdictStatus.Undecided
            ? new(VerdictStatus.Undecided, null, [], 0)
            : new(verdict.Status, verdict.ErrorType, verdict.SubErrorTypes, verdict.ErrorType == "parallel_function_checker_no_order:cannot_find_match"
                ? verdict.SubErrorTypes.Count + 1 // a summary and one record per call
                : verdict.Findings.Count);
    }
}
