using ToolRM.Conversations;
using ToolRM.Datasets;

namespace ToolRM.Tests.Datasets;

public sealed class JsonLinesWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("toolrm-writer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("rows.jsonl", false)]
    [InlineData("rows.jsonl.gz", true)]
    public void WhatIsWrittenIsRead(string name, bool compressed)
    {
        var path = Path.Combine(_folder, name);
        ArgumentValue[] rows = [new IntegerValue(1), ArgumentValue.Of("é\n\ud800"), MapValue.Empty];
        using (var writer = JsonLinesWriter.Create(path))
        {
            foreach (var row in rows) writer.Write(row);
            Assert.Equal(3, writer.Rows);
            Assert.False(File.Exists(path)); // until it is complete
            writer.Complete();
        }
        Assert.Equal([path], Directory.GetFiles(_folder));
        Assert.Equal(compressed, File.ReadAllBytes(path) is [0x1f, 0x8b, ..]);
        using var reader = JsonLinesReader.Open(path);
        Assert.Equal(rows, reader.Lines().Select(line => line.Parse()));
    }

    [Fact]
    public void WithoutComplete_TheOldFileStays()
    {
        var path = Path.Combine(_folder, "rows.jsonl");
        File.WriteAllText(path, "old\n");
        using (var writer = JsonLinesWriter.Create(path)) writer.WriteLine("1");
        Assert.Equal("old\n", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void TwoWritersOfOneTarget_AreRefused()
    {
        var path = Path.Combine(_folder, "rows.jsonl");
        using var first = JsonLinesWriter.Create(path);
        Assert.Contains("no other run writes there", Assert.Throws<DataFormatException>(() => JsonLinesWriter.Create(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALineBreakInARow_IsRefused()
    {
        using var writer = JsonLinesWriter.Create(Path.Combine(_folder, "rows.jsonl"));
        Assert.Throws<ArgumentException>(() => writer.WriteLine("1\n2"));
    }

    [Fact]
    public void SourceFile_HashesTheBytesAsTheyLie()
    {
        var path = Path.Combine(_folder, "abc");
        File.WriteAllText(path, "abc");
        // SHA-256 of "abc": FIPS 180-2, appendix B.1.
        Assert.Equal(new SourceFile(path, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3), SourceFile.Of(path));
    }
}
