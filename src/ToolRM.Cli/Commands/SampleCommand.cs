using System.CommandLine;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm sample</c>: candidates from chat endpoints.</summary>
internal static class SampleCommand
{
    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var data = new Option<string>("--data") { Required = true, HelpName = "file", Description = "JSON Lines of prompts (plain or gzip): toolrm/candidates@1, cases, the data kit's tasks, questions, irrelevance" };
        var output = new Option<string>("--out") { Required = true, HelpName = "dir", Description = "Run directory; run again to go on" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Remove an earlier run in that directory" };
        var seed = new Option<long>("--seed") { HelpName = "n", Description = "The run's seed; every item's own follows from it" };
        var shard = ShardOption.Create();
        var arguments = new SampleArguments();
        var command = new Command("sample", """
            Sample n candidates per prompt from any server with OpenAI's chat completions (vLLM, SGLang, llama.cpp, Ollama, hosted).
            Every raw reply is kept; candidates.jsonl (toolrm/candidates@1) is written at the end. Run again to go on.
            Exit code 0 when every item has a reply, 1 when some failed. Example:
              toolrm sample --data prompts.jsonl -n 8 --temperature 1 --generator http://localhost:8000/v1#Qwen/Qwen3-0.6B --out runs/sampled
            """)
        {
            data, output, overwrite, seed, shard,
        };
        arguments.AddTo(command);
        command.SetAction(result => new SamplingRun(
            console, arguments.Read(result, result.GetValue(data)!, result.GetValue(output)!, result.GetValue(overwrite), result.GetValue(seed)) with
            {
                Shard = ShardOption.Read(result.GetValue(shard)),
            }, cancellationToken).Run());
        return command;
    }
}
