using System.Buffers;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Parsing.Bfcl;

/// <summary>FunctionGemma's arguments: <c>{key:value,…}</c> with bare keys and texts between <c>&lt;escape&gt;</c> marks.</summary>
internal static class EscapedArguments
{
    private const string Mark = "<escape>";

    private static readonly SearchValues<char> WordEnds = SearchValues.Create("{}[],:<");

    /// <summary>Reads the arguments by writing them as JSON, which then is read strictly. Null when that fails.</summary>
    public static MapValue? Read(string text)
    {
        var json = new StringBuilder(text.Length + 16);
        var position = 0;
        while (position < text.Length)
        {
            if (string.CompareOrdinal(text, position, Mark, 0, Mark.Length) == 0)
            {
                var start = position + Mark.Length;
                var end = text.IndexOf(Mark, start, StringComparison.Ordinal);
                if (end < 0) return null;
                ArgumentJson.AppendText(json, text.AsSpan(start, end - start));
                position = end + Mark.Length;
            }
            else if (text[position] is '{' or '}' or '[' or ']' or ',' or ':' or ' ' or '\n')
            {
                json.Append(text[position++]);
            }
            else
            {
                var length = text.AsSpan(position).IndexOfAny(WordEnds);
                if (length < 0) return null;
                if (length == 0) length = 1;
                var word = text.AsSpan(position, length);
                var isKey = position + length < text.Length && text[position + length] == ':';
                if (isKey) ArgumentJson.AppendText(json, word.Trim());
                else json.Append(word);
                position += length;
            }
        }
        return JsonParse.Of(json.ToString(), JsonDialect.Python).Value as MapValue;
    }
}
