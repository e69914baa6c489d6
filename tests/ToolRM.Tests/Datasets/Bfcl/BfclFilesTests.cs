using ToolRM.Conversations;
using ToolRM.Datasets.Bfcl;

namespace ToolRM.Tests.Datasets.Bfcl;

/// <summary>Questions, answers and results in folders as BFCL lays them out; every row is ours.</summary>
public sealed class BfclFilesTests : IDisposable
{
    private const string Question = """{"id": "simple_python_0", "question": [[{"role": "user", "content": "Boil two eggs"}]], "function": [{"name": "boil", "description": "Boil eggs", "parameters": {"type": "dict", "properties": {"eggs": {"type": "integer"}}, "required": ["eggs"]}}]}""";
    private const string Answer = """{"id": "simple_python_0", "ground_truth": [{"boil": {"eggs": [2]}}]}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("toolrm-bfcl-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("BFCL_v3_simple.json", 3, "simple", false)]
    [InlineData("data/BFCL_v4_simple_python.json", 4, "simple_python", false)]
    [InlineData("BFCL_v4_live_multiple.jsonl.gz", 4, "live_multiple", false)]
    [InlineData("m/non_live/BFCL_v3_parallel_multiple_result.json", 3, "parallel_multiple", true)]
    public void Names_GiveVersionAndCategory(string path, int version, string category, bool isResult) =>
        Assert.Equal(new BfclFileName(version, category, isResult), BfclFileName.Parse(path));

    [Theory]
    [InlineData("BFCL_v3_.json")]
    [InlineData("BFCL_v3_result.json.txt")]
    [InlineData("BFCL_v_simple.json")]
    [InlineData("BFCL_v3_simple_score.txt")]
    [InlineData("README.md")]
    public void OtherNames_AreNone(string path) => Assert.Null(BfclFileName.Parse(path));

    [Theory]
    [InlineData("simple", true)]
    [InlineData("live_parallel_multiple", true)]
    [InlineData("live_irrelevance", true)]
    [InlineData("multi_turn_base", false)]
    [InlineData("exec_simple", false)]
    [InlineData("live_relevance", false)] // any call will do, so there is nothing to compare with
    public void SingleTurnCategories(string category, bool expected) => Assert.Equal(expected, BfclQuestionSet.IsSingleTurn(category));

    [Fact]
    public void Folder_JoinsAnswersById_AndSaysWhatItLeftOut()
    {
        Write("BFCL_v4_simple_python.json", Question);
        Write("possible_answer/BFCL_v4_simple_python.json", Answer);
        Write("BFCL_v4_irrelevance.json", Question.Replace("simple_python_0", "irrelevance_0", StringComparison.Ordinal));
        Write("BFCL_v4_multi_turn_base.json", "{}");
        var set = BfclQuestionSet.Load(_folder);
        Assert.Equal(["irrelevance_0", "simple_python_0"], set.Items.Select(item => item.Question.Id));
        Assert.Null(set.Items[0].Accepted); // no call is right
        Assert.Equal("boil", set.Items[1].Accepted!.Calls[0].Name);
        Assert.Equal(1, set.Items[1].Line);
        Assert.Equal(64, set.Items[1].File.Sha256!.Length);
        Assert.EndsWith("BFCL_v4_multi_turn_base.json", Assert.Single(set.SkippedFiles), StringComparison.Ordinal);
        Assert.Equal(3, set.Files.Count);
    }

    [Fact]
    public void QuestionWithoutAnswer_IsAnError_WithItsPlace()
    {
        Write("BFCL_v4_simple_python.json", Question);
        Write("possible_answer/BFCL_v4_simple_python.json", Answer.Replace("python_0", "python_1", StringComparison.Ordinal));
        var error = Assert.Throws<DataFormatException>(() => BfclQuestionSet.Load(_folder));
        Assert.Contains("BFCL_v4_simple_python.json:1: question \"simple_python_0\" has no answer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SecondRowOfAnId_IsAnError()
    {
        Write("BFCL_v4_simple_python.json", Question, Question);
        Write("possible_answer/BFCL_v4_simple_python.json", Answer);
        Assert.Contains(":2: the id \"simple_python_0\" comes twice", Assert.Throws<DataFormatException>(() => BfclQuestionSet.Load(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonArray_IsNamedAsSuch()
    {
        Write("questions.json", "[" + Question + "]");
        Assert.Contains("found a JSON array", Assert.Throws<DataFormatException>(() => BfclQuestionSet.Load(Path.Combine(_folder, "questions.json"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("m-1/BFCL_v3_simple_result.json", "m-1", "")]
    [InlineData("result/m-1/BFCL_v3_simple_result.json", "m-1", "")]
    [InlineData("result/m-1/non_live/BFCL_v4_simple_python_result.json", "m-1", "")]
    [InlineData("2024-08-01/result/m-1/live/BFCL_v3_live_simple_result.json", "m-1", "2024-08-01")]
    public void ResultFiles_TellModelAndRun(string path, string model, string run)
    {
        Write(path, """{"id": "simple_0", "result": [{"boil": "{\"eggs\": 2}"}], "latency": 0.1}""");
        Write("notes/BFCL_v3_simple_score.txt", "");
        var file = Assert.Single(BfclResultFile.Find(_folder));
        Assert.Equal((model, run), (file.Model, file.Run));
        var row = Assert.Single(file.Rows());
        Assert.Equal("simple_0", row.Row.Id);
        Assert.IsType<ListValue>(row.Row.Output);
        Assert.EndsWith("_result.json:1", row.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void ModelsOwnFolder_AndOneFile_GiveTheSameModel()
    {
        Write("m-1/live/BFCL_v3_live_simple_result.json", """{"id": "live_simple_0-0-0", "result": "[f()]"}""");
        Assert.Equal("m-1", Assert.Single(BfclResultFile.Find(Path.Combine(_folder, "m-1"))).Model);
        Assert.Equal("m-1", Assert.Single(BfclResultFile.Find(Path.Combine(_folder, "m-1", "live", "BFCL_v3_live_simple_result.json"))).Model);
    }

    [Fact]
    public void ResultRowWithoutResult_IsAnError_WithItsPlace()
    {
        Write("m/BFCL_v3_simple_result.json", """{"id": "simple_0", "result": "x"}""", """{"id": "simple_1"}""");
        var error = Assert.Throws<DataFormatException>(() => BfclResultFile.Find(_folder)[0].Rows().ToList());
        Assert.Contains("_result.json:2: \"result\" is missing", error.Message, StringComparison.Ordinal);
    }

    private void Write(string path, params string[] lines)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllLines(full, lines);
    }
}
