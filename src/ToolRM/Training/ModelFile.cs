using System.Security.Cryptography;
using System.Text;

namespace ToolRM.Training;

/// <summary>
/// Schema <c>toolrm/model@1</c>: the schema's name and a line feed, then little-endian binary, then the SHA-256 of all before it.
/// Texts have their length in UTF-8 bytes before them (7 bits a byte), lists their count (32 bits).
/// </summary>
internal static class ModelFile
{
    private const int LargestFile = 64 << 20;
    private const int HashBytes = SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> FirstLine => "toolrm/model@1\n"u8;

    public static void Write(TrainedModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var memory = new MemoryStream();
        memory.Write(FirstLine);
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(model.Name);
            WriteSchema(writer, model.Scorer.Schema);
            writer.Write(model.Scorer.Bias);
            for (var kind = 0; kind < model.Scorer.Trees.Length; kind++)
            {
                WriteLinear(writer, model.Scorer.Linear[kind]);
                WriteTrees(writer, model.Scorer.Trees[kind]);
            }
            CalibratorFile.Write(writer, model.Calibrators);
            writer.Write(model.Provenance.Count);
            foreach (var (key, value) in model.Provenance.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                writer.Write(key);
                writer.Write(value);
            }
        }
        var content = memory.GetBuffer().AsSpan(0, (int)memory.Length);
        stream.Write(content);
        stream.Write(SHA256.HashData(content));
    }

    public static TrainedModel Read(Stream stream, string where, FeatureSchema? expected)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var bytes = Bytes(stream, where);
        if (!bytes.AsSpan().StartsWith(FirstLine)) throw new ModelFormatException($"{where}: expected a model file ({TrainedModel.Format} in its first line), found {FirstWords(bytes)}. 'toolrm train' makes one");
        var content = bytes.AsSpan(..Math.Max(FirstLine.Length, bytes.Length - HashBytes));
        if (!SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length))) throw Damaged(where, "its check sum does not fit");
        using var reader = new BinaryReader(new MemoryStream(bytes, FirstLine.Length, content.Length - FirstLine.Length), Encoding.UTF8);
        try
        {
            return Read(reader, where, expected);
        }
        catch (Exception error) when (error is EndOfStreamException or ArgumentException or FormatException or IOException or OverflowException)
        {
            throw new ModelFormatException(Damaged(where, error.Message).Message, error);
        }
    }

    private static TrainedModel Read(BinaryReader reader, string where, FeatureSchema? expected)
    {
        var name = reader.ReadString();
        var schema = ReadSchema(reader);
        if (expected?.Difference(schema) is { } difference) throw new ModelFormatException($"{where}: the model \"{name}\" was made for other features: {difference}. Train it again with this version of ToolRM");
        var bias = Finite(reader.ReadDouble());
        var linear = new LinearPart?[schema.Kinds.Count];
        var trees = new TreeNodes[linear.Length];
        for (var kind = 0; kind < linear.Length; kind++)
        {
            var width = schema.Kinds[kind].Features.Length;
            linear[kind] = ReadLinear(reader, width);
            trees[kind] = ReadTrees(reader, width);
        }
        var calibrators = CalibratorFile.Read(reader);
        var provenance = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var left = Count(reader); left > 0; left--) provenance.Add(reader.ReadString(), reader.ReadString());
        if (reader.BaseStream.Position != reader.BaseStream.Length) throw Damaged(where, "there is more than a model in it");
        return new(name, new(expected ?? schema, bias, linear, trees), calibrators, provenance);
    }

    private static void WriteSchema(BinaryWriter writer, FeatureSchema schema)
    {
        writer.Write(schema.Kinds.Count);
        foreach (var kind in schema.Kinds)
        {
            writer.Write(kind.Name);
            writer.Write(kind.Features.Length);
            foreach (var feature in kind.Features)
            {
                writer.Write(feature.Name);
                writer.Write(feature.Group);
                writer.Write((sbyte)Math.Sign(feature.Monotone));
            }
        }
    }

    private static FeatureSchema ReadSchema(BinaryReader reader)
    {
        var kinds = new RowKind[Count(reader)];
        for (var kind = 0; kind < kinds.Length; kind++)
        {
            var name = reader.ReadString();
            var features = new Feature[Count(reader)];
            for (var column = 0; column < features.Length; column++) features[column] = new(reader.ReadString(), reader.ReadString(), reader.ReadSByte());
            kinds[kind] = new(name, features);
        }
        return new(kinds);
    }

    private static void WriteLinear(BinaryWriter writer, LinearPart? part)
    {
        writer.Write(part is not null);
        if (part is null) return;
        writer.Write(part.Row);
        foreach (var numbers in (float[][])[part.Centres, part.Scales, part.Weights, part.Unknown])
        {
            foreach (var number in numbers) writer.Write(number);
        }
    }

    private static LinearPart? ReadLinear(BinaryReader reader, int width)
    {
        if (!reader.ReadBoolean()) return null;
        return new(Finite(reader.ReadSingle()), Numbers(), Numbers(), Numbers(), Numbers());

        float[] Numbers()
        {
            var numbers = new float[width];
            for (var i = 0; i < width; i++) numbers[i] = Finite(reader.ReadSingle());
            return numbers;
        }
    }

    private static void WriteTrees(BinaryWriter writer, TreeNodes trees)
    {
        writer.Write(trees.Roots.Length);
        foreach (var root in trees.Roots) writer.Write(root);
        writer.Write(trees.Nodes.Length);
        foreach (var node in trees.Nodes)
        {
            writer.Write(node.Feature);
            writer.Write(node.Value);
            if (node.IsLeaf) continue;
            writer.Write(node.Threshold);
            writer.Write(node.Left);
            writer.Write(node.UnknownLeft);
        }
    }

    private static TreeNodes ReadTrees(BinaryReader reader, int width)
    {
        var roots = new int[Count(reader)];
        for (var tree = 0; tree < roots.Length; tree++) roots[tree] = reader.ReadInt32();
        var nodes = new TreeNode[Count(reader)];
        for (var place = 0; place < nodes.Length; place++)
        {
            var (feature, value) = (reader.ReadInt16(), Finite(reader.ReadSingle()));
            if (feature < 0)
            {
                nodes[place] = TreeNode.Leaf(value);
                continue;
            }
            nodes[place] = new(reader.ReadSingle(), value, reader.ReadInt32(), feature, reader.ReadBoolean());
            // Children stand after their parent: every walk ends.
            if (feature >= width || nodes[place].Left <= place || nodes[place].Left + 1 >= nodes.Length) throw new FormatException($"node {place} points nowhere");
        }
        if (roots.Any(root => root < 0 || root >= nodes.Length)) throw new FormatException("a tree starts nowhere");
        return new(nodes, roots);
    }

    internal static int Count(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        // Every entry takes at least a byte: a false count allocates no more than the file.
        return count >= 0 && count <= reader.BaseStream.Length ? count : throw new FormatException($"a count of {count}");
    }

    private static float Finite(float number) => float.IsFinite(number) ? number : throw new FormatException($"a number is {number}");

    private static double Finite(double number) => double.IsFinite(number) ? number : throw new FormatException($"a number is {number}");

    private static ModelFormatException Damaged(string where, string what) => new($"{where}: expected a whole model file, found a damaged one: {what}. Copy or train it again");

    private static byte[] Bytes(Stream stream, string where)
    {
        using var memory = new MemoryStream();
        var block = new byte[1 << 16];
        for (int read; (read = stream.Read(block)) > 0;)
        {
            memory.Write(block.AsSpan(0, read));
            if (memory.Length > LargestFile) throw new ModelFormatException($"{where}: expected a model file of at most {LargestFile >> 20} MiB, found a larger file. Name a file that 'toolrm train' made");
        }
        return memory.ToArray();
    }

    private static string FirstWords(byte[] bytes)
    {
        if (bytes.Length == 0) return "an empty file";
        var line = Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 40)));
        return $"\"{new string([.. line.TakeWhile(c => c != '\n').Select(c => char.IsControl(c) ? '?' : c)])}\"";
    }
}
