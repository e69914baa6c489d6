using ToolRM.Tests.Cli;
using ToolRM.Tests.Conventions;
using ToolRM.Tests.Packaging;

namespace ToolRM.Tests.Server;

/// <summary>The Python of docs/server.md against a real server; the standard library stands in for the trainer, with the trainer's payloads (dotnet 3.1, 3.2, 3.9).</summary>
[Trait("Lane", "Slow")]
public class TrainerSnippetTests
{
    private const string Common = """

        TOOL = {"type": "function", "function": {"name": "area", "parameters": {
            "type": "object", "properties": {"base": {"type": "integer"}}, "required": ["base"]}}}
        RIGHT = '<tool_call>\n{"name": "area", "arguments": {"base": 10}}\n</tool_call>'
        WRONG = '<tool_call>\n{"name": "area", "arguments": {"base": "ten"}}\n</tool_call>'
        GOLD = '[{"name": "area", "arguments": {"base": 10}}]'
        USER = {"role": "user", "content": "Area of a triangle with base 10?"}
        """;

    [Fact]
    public async Task Verl() => Assert.Equal("2.0 0.0 1.0", await RunAsync("verl", """
        extra = {"index": 7, "num_turns": 2, "rollout_reward_scores": {}, "messages": [USER], "tools": [TOOL]}
        more = {"reward_router_address": None, "reward_model_tokenizer": None}
        right = compute_score("toolrm", RIGHT, GOLD, extra, **more)
        wrong = compute_score(data_source="toolrm", solution_str=WRONG, ground_truth=GOLD, extra_info=extra, **more)
        without = compute_score("toolrm", RIGHT, None, extra)
        assert right["schema"] == 1.0 and right["reference"] == 1.0
        print(right["score"], wrong["score"], without["score"])
        """));

    // As verl asks a discriminative reward model, engine vllm.
    [Fact]
    public async Task VerlClassify() => Assert.Equal("1.0", await RunAsync("verl", """
        text = "<|im_start|>system\n<tools>\n" + json.dumps(TOOL) + "\n</tools><|im_end|>\n<|im_start|>user\nArea?<|im_end|>\n<|im_start|>assistant\n" + RIGHT + "<|im_end|>\n"
        request = urllib.request.Request(os.environ["TOOLRM_URL"] + "/classify", json.dumps({"model": "schema", "input": text, "use_activation": False}).encode(), {"Content-Type": "application/json"})
        print(json.load(urllib.request.urlopen(request))["data"][-1]["probs"][-1])
        """));

    [Fact]
    public async Task OpenRlhf() => Assert.Equal("[1.0] [0.0] []", await RunAsync("openrlhf", """
        prompt = "<|im_start|>system\n<tools>\n" + json.dumps(TOOL) + "\n</tools><|im_end|>\n<|im_start|>user\nArea?<|im_end|>\n<|im_start|>assistant\n"
        right = reward_func([prompt + RIGHT + "<|im_end|>"], [prompt], [None])
        wrong = reward_func([prompt + WRONG + "<|im_end|>"], [prompt], [GOLD])
        none = reward_func([], [], [])
        assert set(right) == {"rewards", "scores", "extra_logs"}
        assert all(0 <= score <= 1 for score in right["scores"] + wrong["scores"])
        print(right["rewards"], wrong["rewards"], none["rewards"])
        """));

    [Fact]
    public async Task Trl() => Assert.Equal("[1.0, 0.0, None, 1.0]", await RunAsync("trl", """
        class State:
            global_step = 12
        call = {"type": "function", "function": {"name": "area", "arguments": {"base": 10}}}
        completions = [[{"role": "assistant", "content": RIGHT}], [{"role": "assistant", "content": WRONG}],
                       [{"role": "assistant", "content": RIGHT}], [{"role": "assistant", "content": "", "tool_calls": [call]}]]
        broken = dict(TOOL, function=dict(TOOL["function"], parameters={"type": 7}))
        print(toolrm_reward(prompts=[[USER]] * 4, completions=completions, completion_ids=[[1]] * 4, trainer_state=State(),
                            log_extra=None, log_metric=None, tools=[[TOOL], json.dumps([TOOL]), [broken], [TOOL]], answer=[GOLD, GOLD, None, None]))
        """));

    // Replies in ToolRL's format: right, a wrong value (score 1 + 1 of 3: 6 · 2/3 − 3), no call.
    private const string ToolRl = """
        RIGHT = '<think>a</think>\n<tool_call>\n{"name": "area", "parameters": {"base": 10}}\n</tool_call>'
        WRONG = RIGHT.replace("10", "11")
        TEXT = "It is 50."

        """;

    [Fact]
    public async Task VerlAsksForToolRl() => Assert.Equal("4.0 1.0 3.0 2.0 -3.0", await RunAsync("verl-toolrl", ToolRl + """
        extra = {"index": 7, "messages": [USER], "tools": [TOOL], "global_step": 3}
        right = compute_score("toolrm", RIGHT, GOLD, extra, reward_router_address=None)
        print(right["score"], right["format"], right["correct"], compute_score("toolrm", WRONG, GOLD, extra)["score"], compute_score("toolrm", TEXT, GOLD)["score"])
        """));

    [Fact]
    public async Task TrlAsksForToolRl_ByGroups() => Assert.Equal("[4.0, 2.0, -3.0, None]", await RunAsync("trl-toolrl", ToolRl + """
        class State:
            global_step = 12
        completions = [[{"role": "assistant", "content": RIGHT}], [{"role": "assistant", "content": WRONG}], TEXT, [{"role": "assistant", "content": RIGHT}]]
        print(toolrm_group_reward(prompts=[[USER]] * 4, completions=completions, completion_ids=[[1]] * 4, trainer_state=State(), answer=[GOLD, GOLD, GOLD, None]))
        """));

    // Settings of a reward come from a composition file; the smooth schedule needs the step that the trainer tells.
    [Fact]
    public async Task AComposedRewardIsAskedByItsName()
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("smooth.json");
        await File.WriteAllTextAsync(file, """{"schema": "toolrm/reward@1", "name": "smooth-toolrl", "reward": "toolrl", "options": {"range": "smooth"}}""");
        Assert.Equal("2.75", await RunAsync("verl-toolrl", """
            NAME = "smooth-toolrl"
            GOLD = '[{"name": "search", "arguments": {"q": "cats", "n": 3}}]'
            REPLY = '<think>a</think>\n<tool_call>\n{"name": "search", "parameters": {"q": "cats", "n": 5}}\n</tool_call>'
            print(compute_score("toolrm", REPLY, GOLD, {"global_step": 75})["score"])
            """, "--reward", file));
    }

    private static async Task<string> RunAsync(string name, string trainer, params string[] options)
    {
        await using var server = await ServeProcess.StartAsync(
            new Dictionary<string, string>(), [.. options, "--reward", "toolrl", "--scorer", "schema", "--scorer", "reference", "--url", "http://127.0.0.1:0"]);
        using var folder = new TemporaryFolder();
        var file = folder.At("trainer.py");
        await File.WriteAllTextAsync(file, Snippet(name) + Common + "\n" + trainer);
        var variables = new Dictionary<string, string> { ["TOOLRM_URL"] = server.Address.ToString().TrimEnd('/') };
        return (await ChildProcess.RunAsync(folder.Root, variables, "python3", file)).Succeeded().Trim();
    }

    private static string Snippet(string name)
    {
        var document = Repository.Read("docs/server.md").ReplaceLineEndings("\n");
        var part = document[document.IndexOf($"<!-- run as: {name} -->", StringComparison.Ordinal)..];
        var start = part.IndexOf("```python\n", StringComparison.Ordinal) + "```python\n".Length;
        return part[start..part.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
