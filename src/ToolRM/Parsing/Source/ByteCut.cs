using System.Text;

namespace ToolRM.Parsing.Source;

/// <summary>Cuts a text as the original does: UTF-8 byte offsets, used as character (code point) offsets.</summary>
/// <remarks>Source: tools-and-data 1.7, last paragraph, "a bug to reproduce only if …".</remarks>
internal sealed class ByteCut
{
    private readonly string _text;
    private readonly int[] _bytes;       // UTF-16 position -> UTF-8 bytes before it
    private readonly List<int> _runes;   // code point -> UTF-16 position

    public ByteCut(string text)
    {
        _text = text;
        _bytes = new int[text.Length + 1];
        _runes = new(text.Length + 1);
        for (var i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            _runes.Add(i);
            for (var k = 1; k <= length; k++) _bytes[i + k] = _bytes[i] + rune.Utf8SequenceLength;
            i += length;
        }
        _runes.Add(text.Length);
    }

    /// <summary>The original's text of a range given in UTF-16 positions.</summary>
    public string Slice(int start, int end) => _text[Place(_bytes[start])..Place(_bytes[end])];

    private int Place(int codePoint) => _runes[Math.Min(codePoint, _runes.Count - 1)];
}
