using System.Text;
using ToolRM.Training;

namespace ToolRM.Tests.Training;

public class TrainedModelTests
{
    private static readonly TrainedModel Model = Make();

    [Fact]
    public void WriteAndRead_AreExact()
    {
        var bytes = Bytes(Model);
        var read = TrainedModel.Read(new MemoryStream(bytes), "a.model", TrainingTables.Schema);
        Assert.Equal(bytes, Bytes(read));
        Assert.Equal("small", read.Name);
        Assert.Equal("7", read.Provenance["seed"]);
        var table = Table();
        Assert.Equal(Model.Scorer.Scores(table), read.Scorer.Scores(table));
        foreach (var (purpose, calibrator) in Model.Calibrators) Assert.Equal(calibrator.Probability(0.3), read.Calibrators[purpose].Probability(0.3));
    }

    [Fact]
    public void FirstLineSaysWhatItIs() => Assert.StartsWith(TrainedModel.Format + "\n", Encoding.Latin1.GetString(Bytes(Model)), StringComparison.Ordinal);

    [Fact]
    public void OtherFeatures_AreRefusedByName()
    {
        var other = new FeatureSchema(TrainingTables.Schema.Kinds[0], new RowKind("part", new Feature("p0"), new Feature("renamed"), new Feature("p2")));
        var error = Assert.Throws<ModelFormatException>(() => TrainedModel.Read(new MemoryStream(Bytes(Model)), "a.model", other));
        Assert.Equal("a.model: the model \"small\" was made for other features: feature 1 of \"part\": expected \"renamed\", found \"p1\". Train it again with this version of ToolRM", error.Message);
    }

    [Fact]
    public void AnotherFile_IsRefused()
    {
        Assert.Contains("found \"{\"id\": 1}\"", Refusal(Encoding.UTF8.GetBytes("{\"id\": 1}\n")), StringComparison.Ordinal);
        Assert.Contains("found an empty file", Refusal([]), StringComparison.Ordinal);
        Assert.Contains("check sum", Refusal(Encoding.UTF8.GetBytes(TrainedModel.Format + "\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryChangedByteAndEveryCut_IsRefused()
    {
        var bytes = Bytes(Model);
        for (var place = 0; place < bytes.Length; place += Math.Max(1, bytes.Length / 200))
        {
            var changed = bytes.ToArray();
            changed[place] ^= 1;
            Refusal(changed);
            Refusal(bytes[..place]);
        }
    }

    // A check sum that fits proves no model: what stands in it is checked as well.
    [Fact]
    public void FalseContentWithAGoodCheckSum_IsRefused()
    {
        var content = Bytes(Model)[..^32];
        for (var place = TrainedModel.Format.Length + 1; place < content.Length; place += Math.Max(1, content.Length / 300))
        {
            var changed = content.ToArray();
            changed[place] = 0xFF;
            byte[] file = [.. changed, .. System.Security.Cryptography.SHA256.HashData(changed)];
            try
            {
                TrainedModel.Read(new MemoryStream(file), "a.model").Scorer.Scores(Table());
            }
            catch (ModelFormatException)
            {
                // Refused, and with no other exception.
            }
            catch (ArgumentException)
            {
                // Read, but with a feature less than the table has rows for.
            }
        }
    }

    private static string Refusal(byte[] bytes) => Assert.Throws<ModelFormatException>(() => TrainedModel.Read(new MemoryStream(bytes), "a.model")).Message;

    private static byte[] Bytes(TrainedModel model)
    {
        using var stream = new MemoryStream();
        model.Write(stream);
        return stream.ToArray();
    }

    private static PairTable Table() => TrainingTables.Planted(60, 6, (rows, right, _) => rows.Row(1, 0)[2] += right ? 0.3f : 0);

    private static TrainedModel Make()
    {
        var linear = LinearPairwise.Train(Table()).Model;
        var model = BoostedPairwise.Train(Table(), new() { Rounds = 5, MinimumRows = 1, MinimumHessian = 0, Base = linear, HeldOutShare = 0 }).Model;
        return new(
            "small",
            model,
            new Dictionary<string, Calibrator> { ["all"] = new PlattCalibrator(1.5, -0.25), ["one"] = new IsotonicCalibrator([-1, 2], [0.1, 0.9]) },
            new Dictionary<string, string> { ["seed"] = "7", ["data"] = "made up" });
    }
}
