using ToolRM.Conversations;
using ToolRM.Evaluation.Pools;
using ToolRM.Tests.Cli;
using ToolRM.Verification;

namespace ToolRM.Tests.Evaluation.Pools;

public sealed class KitPoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void PoolsAreJoinedByQuestion()
    {
        KitFiles.Write(_folder);
        var pool = KitPool.Load(_folder.At(""));
        Assert.Equal(["simple_python_1", "live_simple_2"], pool.Questions.Select(question => question.Id));
        var outputs = pool.Questions[0].Outputs;
        Assert.Equal([true, false, false], outputs.Select(output => output.IsRight));
        Assert.Equal([true, true, false], outputs.Select(output => output.IsReadable));
        Assert.Equal([true, false, false], outputs.Select(output => output.FitsSchema));
        Assert.Equal([null, ErrorLabel.IncorrectParameterValue, ErrorLabel.IncorrectOutputFormat], outputs.Select(output => output.Error));
        Assert.Equal([2, 1, 1], outputs.Select(output => output.Runs.Count));
        Assert.Equal("area is 25", outputs[2].Candidate.Text);
        Assert.Equal(["m1", "m2"], pool.OpenModels!.Value);
        Assert.Equal(["questions.jsonl", "pool.jsonl", "pool-undecodable.jsonl", "models.jsonl"], pool.Files.Select(file => Path.GetFileName(file.Path)));
        Assert.Empty(pool.Notes);
        Assert.True(pool.Questions[1].IsLive);
    }

    [Fact]
    public void AScorer_SeesReadableOutputs_AndTheReferenceOnlyWhenItAsks()
    {
        KitFiles.Write(_folder);
        var question = KitPool.Load(_folder.At("")).Questions[0];
        Assert.Equal(["0", "1"], question.ToGroup(withReference: false).Candidates.Select(candidate => candidate.Id));
        Assert.Null(question.ToGroup(withReference: false).Reference);
        Assert.IsType<AcceptedCalls>(question.ToGroup(withReference: true).Reference);
    }

    [Fact]
    public void WhatIsMissing_IsSaid()
    {
        KitFiles.Write(_folder);
        File.Delete(_folder.At("pool-undecodable.jsonl"));
        File.Delete(_folder.At("models.jsonl"));
        File.AppendAllText(_folder.At("questions.jsonl"), KitFiles.Question("simple_python_9") + "\n");
        var pool = KitPool.Load(_folder.At(""));
        Assert.Null(pool.OpenModels);
        Assert.Equal(2, pool.Notes.Count);
        Assert.Contains("flatters", pool.Notes[0], StringComparison.Ordinal);
        Assert.Equal("1 questions without an output are left out", pool.Notes[1]);
    }

    [Theory]
    [InlineData("pool.jsonl", "simple_python_7", "m9", "is not in the questions file")]
    [InlineData("pool.jsonl", "simple_python_1", "m1", "found a second one")]
    public void RowsThatDoNotBelong_AreRefused(string file, string qid, string model, string message)
    {
        KitFiles.Write(_folder);
        File.AppendAllText(_folder.At(file), KitFiles.Output(qid, "{\"base\":1}", false, model) + "\n");
        Refuses(message);
    }

    [Fact]
    public void AQuestionThatStandsTwice_IsRefused()
    {
        KitFiles.Write(_folder);
        File.AppendAllText(_folder.At("questions.jsonl"), KitFiles.Question("simple_python_1") + "\n");
        Refuses("a second one of \"simple_python_1\"");
    }

    [Fact]
    public void MissingFiles_AreNamed()
    {
        Assert.Contains("no such folder", Assert.Throws<DataFormatException>(() => KitPool.Load(_folder.At("nowhere"))).Message, StringComparison.Ordinal);
        Refuses("questions.jsonl.gz");
        KitFiles.Write(_folder);
        File.Delete(_folder.At("pool.jsonl"));
        Refuses("pool.jsonl.gz");
    }

    [Fact]
    public void Irrelevance_HasOneRightOutput()
    {
        KitFiles.Write(_folder);
        var pool = KitIrrelevance.Load(_folder.At(""));
        var question = Assert.Single(pool.Questions);
        Assert.Equal([false, true], question.Outputs.Select(output => output.IsRight));
        Assert.Equal("I cannot do that.", question.Outputs[1].Candidate.Text);
        Assert.Equal(new NoCall(), question.Reference);
    }

    private void Refuses(string message) =>
        Assert.Contains(message, Assert.Throws<DataFormatException>(() => KitPool.Load(_folder.At(""))).Message, StringComparison.Ordinal);
}
