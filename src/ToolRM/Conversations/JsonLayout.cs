using System.Text;

namespace ToolRM.Conversations;

/// <summary>JSON for people and diff: a value that fits stands on one line, any other has one line per part.</summary>
internal static class JsonLayout
{
    private const int Width = 120;

    public static string Write(ArgumentValue value)
    {
        var builder = new StringBuilder();
        Append(builder, value, 0);
        return builder.Append('\n').ToString();
    }

    // Every level is measured anew, so the time is text length times depth; the documents are a few levels deep.
    private static void Append(StringBuilder builder, ArgumentValue value, int indent)
    {
        var line = ArgumentJson.WriteSpaced(value);
        if (indent + line.Length <= Width || value is not (MapValue or ListValue))
        {
            builder.Append(line);
            return;
        }
        var separator = value is MapValue ? "{\n" : "[\n";
        if (value is MapValue map)
        {
            foreach (var entry in map.Entries)
            {
                builder.Append(separator).Append(' ', indent + 2).Append(ArgumentJson.Write(ArgumentValue.Of(entry.Key))).Append(": ");
                Append(builder, entry.Value, indent + 2);
                separator = ",\n";
            }
        }
        else if (value is ListValue list)
        {
            foreach (var item in list.Items)
            {
                builder.Append(separator).Append(' ', indent + 2);
                Append(builder, item, indent + 2);
                separator = ",\n";
            }
        }
        builder.Append('\n').Append(' ', indent).Append(value is MapValue ? '}' : ']');
    }
}
