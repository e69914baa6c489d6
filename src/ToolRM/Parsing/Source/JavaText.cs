using System.Text;

namespace ToolRM.Parsing.Source;

/// <summary>The text of a range of tokens as the original rebuilds it from its syntax tree.</summary>
/// <remarks>
/// Tokens are joined without the blanks between them; calls and class literals keep theirs; creations are written anew. The
/// original cuts each piece of a character string by byte offsets, so behind a non-ASCII character every cut is late.
/// </remarks>
internal sealed class JavaText(string source, List<JavaToken> tokens, Dictionary<int, JavaRebuilt> rebuilt)
{
    private readonly ByteCut? _cut = Ascii.IsValid(source) ? null : new ByteCut(source);

    /// <summary>The source of a range of tokens, blanks and all.</summary>
    public string Raw(int start, int end) =>
        end <= start ? "" : _cut?.Slice(tokens[start].Start, tokens[end - 1].End) ?? source[tokens[start].Start..tokens[end - 1].End];

    /// <summary>An argument's value: a lone literal in quotes loses them. Null when an array has no items.</summary>
    public string? Value(int start, int end)
    {
        if (end - start == 1 && tokens[start].Kind is JavaTokenKind.Text or JavaTokenKind.Character)
        {
            var quoted = Raw(start, end);
            return quoted.Length < 2 ? "" : quoted[1..^1];
        }
        var builder = new StringBuilder();
        return Join(builder, start, end) ? builder.ToString() : null;
    }

    private bool Join(StringBuilder builder, int start, int end)
    {
        for (var i = start; i < end;)
        {
            if (!rebuilt.TryGetValue(i, out var piece) || piece.End > end)
            {
                builder.Append(Raw(i, i + 1));
                i++;
                continue;
            }
            if (!Write(builder, piece, i)) return false;
            i = piece.End;
        }
        return true;
    }

    private bool Write(StringBuilder builder, JavaRebuilt piece, int start)
    {
        if (piece.Form == JavaForm.Exact)
        {
            builder.Append(Raw(start, piece.End));
            return true;
        }
        builder.Append("new ");
        if (!Join(builder, piece.TypeStart, piece.TypeEnd)) return false;
        if (piece.Form == JavaForm.Array)
        {
            builder.Append("[]");
            return piece.ItemsStart > 0 && Join(builder, piece.ItemsStart, piece.ItemsEnd);
        }
        builder.Append('(');
        for (var i = 0; i < piece.Arguments!.Count; i++)
        {
            if (i > 0) builder.Append(", ");
            if (!Join(builder, piece.Arguments[i].Start, piece.Arguments[i].End)) return false;
        }
        builder.Append(')');
        return true;
    }
}
