using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation.Pairs;
using ToolRM.Parsing;
using ToolRM.Tests.Conventions;
using ToolRM.Verification;
using ToolRM.Verification.Schemas;

namespace ToolRM.Tests.Golden;

/// <summary>
/// What <c>examples/data</c> promises: references that every right reply meets and every wrong one misses for the stated
/// reason, replies that the parsers read as stored, files that follow from each other.
/// </summary>
public class ExamplesTests
{
    private static readonly ReferenceVerifier References = new();
    private static readonly SchemaVerifier Schemas = new();

    public static TheoryData<string> TaskIds => [.. ExampleFiles.Tasks.Select(task => task.Id)];

    [Theory]
    [MemberData(nameof(TaskIds))]
    public void RightReplies_MeetTheReferenceAndTheSchemas(string id)
    {
        var task = Task(id);
        foreach (var right in Right(task))
        {
            var verdict = References.Verify(task.Prompt, right, task.Reference);
            Assert.True(verdict.Status == VerdictStatus.Pass, $"{right.Id}: {verdict.ErrorType} {verdict.Findings}");
            Assert.Equal(Verdict.Pass, Schemas.Verify(task.Prompt.Tools, right.Calls));
        }
        Assert.InRange(Right(task).Count(), 2, 4);
    }

    [Theory]
    [MemberData(nameof(TaskIds))]
    public void WrongReplies_FailWithTheStatedLabel(string id)
    {
        var task = Task(id);
        var labels = ExampleFiles.Candidates(Row(id)).ToDictionary(candidate => ExampleFiles.Text(candidate, "id")!, candidate => ExampleFiles.Text(candidate, "label"));
        foreach (var (candidate, result) in task.Candidates.Zip(new CaseVerifier().Verify(task)))
        {
            Assert.Equal(IsRight(candidate) ? VerdictStatus.Pass : VerdictStatus.Fail, result.Verdict.Status);
            Assert.True(labels[candidate.Id] == Word(result.Label), $"{candidate.Id}: stated {labels[candidate.Id]}, found {Word(result.Label)}");
            if (IsRight(candidate)) continue;
            // Without the text an undecodable reply is one that calls nothing, which no task with one takes for right.
            Assert.Equal(VerdictStatus.Fail, References.Verify(task.Prompt, candidate, task.Reference).Status);
        }
        Assert.InRange(task.Candidates.Count(candidate => !IsRight(candidate)), 2, 5);
    }

    [Theory]
    [MemberData(nameof(TaskIds))]
    public void Texts_AreReadAsTheStoredCalls(string id)
    {
        var task = Task(id);
        foreach (var candidate in task.Candidates.Where(candidate => candidate.Text.Length > 0))
        {
            var reply = ReplyFormats.Auto.Parser.Parse(candidate.Text, ReplyEnd.Unknown, task.Prompt.Tools);
            if (Label(id, candidate.Id) == "incorrect_output_format")
            {
                // One bad call spoils the reply, so none is stored, whatever could still be read.
                Assert.Equal((ReplyStatus.Malformed, 0), (reply.Status, candidate.Calls.Count));
                continue;
            }
            Assert.True(candidate.Calls == reply.Calls.Select(call => call.Call).ToValueList(), $"{candidate.Id}: {candidate.Text}");
            Assert.True(reply.Status == (candidate.Calls.Count > 0 ? ReplyStatus.Calls : ReplyStatus.NoCall), $"{candidate.Id}: {reply.Status}");
        }
    }

    [Fact]
    public void ToolsCompile_WithoutIgnoredKeywords_AndAreAllOfferedAndCalled()
    {
        var tools = ExampleFiles.Tools.Select(ExampleFiles.ToolName).ToArray();
        Assert.Equal(20, tools.Distinct().Count());
        Assert.Equal(tools.Order(), ExampleFiles.Tasks.SelectMany(task => task.Prompt.Tools).Select(tool => tool.Name).Distinct().Order());
        Assert.Equal(tools.Order(), ExampleFiles.Tasks.SelectMany(task => Right(task).First().Calls).Select(call => call.Name).Distinct().Order());
        foreach (var tool in ExampleFiles.Tasks.SelectMany(task => task.Prompt.Tools).Distinct())
        {
            var schema = CompiledToolSchema.Compile(tool);
            Assert.Null(schema.Defect);
            Assert.Empty(schema.IgnoredKeywords);
        }
    }

    [Fact]
    public void PriorCallsInConversations_FitTheirSchemas()
    {
        foreach (var task in ExampleFiles.Tasks)
        {
            foreach (var message in task.Prompt.Messages.OfType<AssistantMessage>())
            {
                var verdict = Schemas.Verify(task.Prompt.Tools, message.Calls);
                // The one call that the history itself tells the user to mend.
                if (verdict.Status == VerdictStatus.Fail) Assert.Contains(task.Prompt.Messages, next => next is ToolMessage { Result.Status: ToolStatus.Error });
            }
        }
    }

    [Fact]
    public void Ids_AreUnique()
    {
        Assert.Equal(ExampleFiles.Tasks.Count, ExampleFiles.Tasks.Select(task => task.Id).Distinct().Count());
        // Two replies of one task are never one text, nor, among the wrong ones, one list of calls.
        foreach (var task in ExampleFiles.Tasks)
        {
            var wrong = task.Candidates.Where(candidate => !IsRight(candidate)).ToArray();
            Assert.Equal(wrong.Length, wrong.Select(candidate => candidate.Calls.Count == 0 ? candidate.Text : string.Join(';', candidate.Calls)).Distinct().Count());
        }
    }

    [Fact]
    public void DerivedFiles_FollowFromToolsAndTasks()
    {
        foreach (var (name, text) in ((string, string)[])[("tasks.jsonl", ExampleFiles.WriteTasks()), ("pairs.jsonl", ExampleFiles.WritePairs())])
        {
            var path = Path.Combine(Repository.Root, ExampleFiles.Folder, name);
            if (Environment.GetEnvironmentVariable("TOOLRM_ACCEPT_GOLDEN") == "1") File.WriteAllText(path, text);
            Assert.True(File.Exists(path) && text == File.ReadAllText(path), $"{name} does not follow from tools.json and tasks.jsonl; run './build golden --accept'.");
        }
    }

    [Fact]
    public void Pairs_AreReadUnderTheirTitle()
    {
        var set = PairSet.Read(Path.Combine(Repository.Root, ExampleFiles.Folder, "pairs.jsonl"));
        Assert.Equal("ToolRM examples", set.Title);
        Assert.Equal(ExampleFiles.Tasks.Select(task => task.Id), set.Pairs.Select(pair => pair.QuestionId).Distinct());
        Assert.All(set.Pairs, pair => Assert.Equal(pair.IsDecodable, pair.ErrorLabel != "incorrect_output_format"));
    }

    [Fact]
    public void ReadmeStatesTheCounts()
    {
        var readme = Repository.Read(ExampleFiles.Folder + "README.md");
        var pairs = ExampleFiles.Read("pairs.jsonl");
        foreach (var category in ExampleFiles.Tasks.GroupBy(task => Category(task.Id)))
        {
            Says($"| {category.Key} | {category.Count()} | {category.Sum(task => Right(task).Count())} | {category.Sum(task => task.Candidates.Count(candidate => !IsRight(candidate)))} "
                + $"| {pairs.Count(pair => ExampleFiles.Text(pair, "category") == category.Key)} |");
        }
        var all = ExampleFiles.Tasks;
        Says($"| all | {all.Count} | {all.Sum(task => Right(task).Count())} | {all.Sum(task => task.Candidates.Count(candidate => !IsRight(candidate)))} | {pairs.Count} |");
        foreach (var label in ExampleFiles.Rows.SelectMany(ExampleFiles.Candidates).Select(candidate => ExampleFiles.Text(candidate, "label")).OfType<string>().GroupBy(label => label))
        {
            Says($"| {label.Key} | {label.Count()} | {pairs.Count(pair => ExampleFiles.Text(pair, "error_type") == label.Key)} |");
        }

        void Says(string line) => Assert.Contains(line + "\n", readme, StringComparison.Ordinal);
    }

    private static CandidateGroup Task(string id) => ExampleFiles.Tasks.Single(task => task.Id == id);

    private static MapValue Row(string id) => ExampleFiles.Rows.Single(row => ExampleFiles.Text(row, "id") == id);

    private static string? Label(string id, string candidate) =>
        ExampleFiles.Text(ExampleFiles.Candidates(Row(id)).Single(row => ExampleFiles.Text(row, "id") == candidate), "label");

    private static bool IsRight(Candidate candidate) => candidate.Id.StartsWith("right-", StringComparison.Ordinal);

    private static IEnumerable<Candidate> Right(CandidateGroup task) => task.Candidates.Where(IsRight);

    private static string Category(string id) => id[..id.LastIndexOf('-')];

    /// <summary><c>IncorrectFunctionName</c> as <c>incorrect_function_name</c>.</summary>
    private static string? Word(ErrorLabel? label) => label is null ? null : string.Concat(label.Value.ToString()
        .Select((letter, index) => (char.IsUpper(letter) && index > 0 ? "_" : "") + char.ToLower(letter, CultureInfo.InvariantCulture)));
}
