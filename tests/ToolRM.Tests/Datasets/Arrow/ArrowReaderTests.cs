using System.Buffers.Binary;
using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Datasets.Arrow;
using ToolRM.Evaluation.Pairs;
using ToolRM.Tests.Cli;

namespace ToolRM.Tests.Datasets.Arrow;

public class ArrowReaderTests
{
    [Theory]
    [InlineData("types", "types")]
    [InlineData("types-file", "types")] // the file format: the same messages between a mark and a footer
    [InlineData("one-batch", "types")]
    [InlineData("dictionary", "dictionary")]
    [InlineData("fc-reward-bench", "fc-reward-bench")]
    [InlineData("toolrm-train", "toolrm-train")]
    public void Rows_AreThoseThatWereWritten(string file, string rows) =>
        ArrowFiles.AssertRows(ArrowFiles.At(rows + ".jsonl"), ArrowFiles.Rows(ArrowFiles.At(file + ".arrow")));

    [Fact]
    public void ColumnsAreNamed_AndPlacesCounted()
    {
        using var reader = ArrowReader.Open(ArrowFiles.At("toolrm-train.arrow"));
        Assert.Equal(["uuid", "dataset_name", "conversation", "tools", "tool_calls_correct", "tool_calls_incorrect", "generator_model"], reader.Columns);
        Assert.Equal(0, reader.RowNumber);
        while (reader.Read()) { }
        Assert.EndsWith("toolrm-train.arrow:6", reader.Where, StringComparison.Ordinal);
        Assert.False(reader.Read());
    }

    [Theory]
    [InlineData("timestamp", "the column \"when.item\" is timestamp, which is not read; read are null, bool, integers")]
    [InlineData("lz4", "compressed with LZ4, which is not read. Write the file without compression")]
    [InlineData("zstd", "compressed with ZSTD")]
    public void WhatIsNotRead_IsRefusedByName(string file, string message) =>
        Assert.Contains(message, Assert.Throws<DataFormatException>(() => ArrowFiles.Rows(ArrowFiles.At(file + ".arrow"))).Message, StringComparison.Ordinal);

    [Fact]
    public void AFileWithoutRows_IsReadByTheReader_AndRefusedAsData()
    {
        Assert.Empty(ArrowFiles.Rows(ArrowFiles.At("empty.arrow")));
        Assert.Contains("expected at least one row", Assert.Throws<DataFormatException>(() => DataFileInfo.Of(ArrowFiles.At("empty.arrow"))).Message, StringComparison.Ordinal);
    }

    // Before Arrow 0.15 a message began with its length, without the mark FF FF FF FF, and the end was four zeros.
    [Fact]
    public void OldFraming_IsReadToo()
    {
        var bytes = File.ReadAllBytes(ArrowFiles.At("toolrm-train.arrow"));
        var old = new List<byte>();
        var at = 0;
        while (true)
        {
            Assert.Equal(-1, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)));
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4));
            old.AddRange(bytes[(at + 4)..(at + 8)]);
            if (length == 0) break;
            using var one = new MemoryStream(bytes, at, bytes.Length - at);
            Assert.NotNull(ArrowMessage.Read(one, ""));
            old.AddRange(bytes[(at + 8)..(at + (int)one.Position)]);
            at += (int)one.Position;
        }
        Assert.Equal(ArrowFiles.Rows(bytes), ArrowFiles.Rows([.. old]));
    }

    [Fact]
    public void TheEndMark_IsAskedFor()
    {
        var bytes = File.ReadAllBytes(ArrowFiles.At("toolrm-train.arrow"));
        Assert.Contains("end mark", Assert.Throws<DataFormatException>(() => ArrowFiles.Rows(bytes[..^8])).Message, StringComparison.Ordinal);
        Assert.Throws<DataFormatException>(() => ArrowFiles.Rows([]));
        Assert.Throws<DataFormatException>(() => ArrowFiles.Rows("{\"a\": 1}\n"u8.ToArray()));
    }

    [Theory]
    [InlineData("types")]
    [InlineData("types-file")]
    [InlineData("dictionary")]
    [InlineData("toolrm-train")]
    public void EveryCut_IsADataError(string name)
    {
        var bytes = File.ReadAllBytes(ArrowFiles.At(name + ".arrow"));
        for (var length = 0; length < bytes.Length; length += 1 + (length / 500))
        {
            var error = Record.Exception(() => ArrowFiles.Rows(bytes[..length]));
            Assert.True(error is DataFormatException, $"cut to {length} bytes of {bytes.Length}: {error?.ToString() ?? "read as if whole"}");
        }
    }

    // A flipped bit may change a value that nothing can check; but it must not end the process, nor ask for much memory.
    [Theory]
    [InlineData("types", 20_000)]
    [InlineData("types-file", 5_000)]
    [InlineData("dictionary", 10_000)]
    [InlineData("toolrm-train", 10_000)]
    [InlineData("lz4", 5_000)]
    public void FlippedBits_AreDataErrorsOrOtherValues(string name, int trials)
    {
        var bytes = File.ReadAllBytes(ArrowFiles.At(name + ".arrow"));
        var random = new Random(20261121); // a fixed seed
        for (var trial = 0; trial < trials; trial++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                // Half of them into the first kilobyte or two, which is metadata.
                var at = random.Next(random.Next(2) == 0 ? Math.Min(damaged.Length, 2000) : damaged.Length);
                damaged[at] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)(damaged[at] ^ 1 << random.Next(8));
            }
            var before = GC.GetAllocatedBytesForCurrentThread();
            var error = Record.Exception(() => ArrowFiles.Rows(damaged));
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(error is null or DataFormatException, $"trial {trial}: {error}");
            // Nulls need a bit or no byte, and make the most of it: a row of a file of 14 kB is a map of 17 entries.
            Assert.True(allocated < 256L << 20, $"trial {trial} allocated {allocated} bytes for a file of {damaged.Length}");
        }
    }

    [Fact]
    public void ArrowIsToldByItsBytes_AndTheNameCountsToo()
    {
        using var folder = new TemporaryFolder();
        var named = folder.Write("rows.bin", File.ReadAllBytes(ArrowFiles.At("toolrm-train.arrow")));
        Assert.Equal(("toolrm-train", 6L), Kind(named));
        var file = folder.Write("file.bin", File.ReadAllBytes(ArrowFiles.At("types-file.arrow")));
        Assert.Equal(9L, DataFileInfo.Of(file).File.Rows);
        Assert.Throws<DataFormatException>(() => DataFileInfo.Of(folder.Write("lines.arrow", "{\"a\": 1}\n")));

        static (string?, long?) Kind(string path) => (DataFileInfo.Of(path).Kind?.Name, DataFileInfo.Of(path).File.Rows);
    }

    [Theory]
    [InlineData("fc-reward-bench", "fc-reward-bench")]
    [InlineData("toolrm-train", "toolrm-train")]
    public void PublishedForms_AreReadFromArrowAsFromLines(string name, string kind)
    {
        var (arrow, lines) = (PairSet.Read(ArrowFiles.At(name + ".arrow")), PairSet.Read(ArrowFiles.At(name + ".jsonl")));
        Assert.Equal(6, arrow.Pairs.Count);
        Assert.Equal(lines.Pairs, arrow.Pairs);
        var info = DataFileInfo.Of(ArrowFiles.At(name + ".arrow"));
        Assert.Equal((kind, null), (info.Kind?.Name, info.Problem));
    }

    [Fact]
    public void TrainingPairsOfOneId_AreNumbered() => Assert.Equal(
        ["row-0", "row-0#2", "row-1", "row-1#2", "row-2", "row-2#2"], PairSet.Read(ArrowFiles.At("toolrm-train.arrow")).Pairs.Select(pair => pair.Id));
}
