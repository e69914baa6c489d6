using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace ToolRM.Reports.Html;

/// <summary>HTML and SVG under construction. What stands in braces is always encoded, so no text can become markup.</summary>
internal sealed class Markup
{
    // Texts with a letter from here on may run from right to left.
    private const char FirstRightToLeft = '\u0590';

    private readonly StringBuilder _builder = new();

    /// <summary>Appends markup; texts in braces are encoded, numbers are written as SVG coordinates.</summary>
    public Markup Add([InterpolatedStringHandlerArgument("")] ref Holes markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Appends text inside an element; its writing direction stays its own.</summary>
    public Markup Isolated(string text)
    {
        var foreign = text.AsSpan().IndexOfAnyInRange(FirstRightToLeft, char.MaxValue) >= 0;
        return foreign ? Add($"<bdi>{text}</bdi>") : Add($"{text}");
    }

    /// <summary>Appends our own markup as it stands.</summary>
    public Markup Own(string markup)
    {
        _builder.Append(markup);
        return this;
    }

    public override string ToString() => _builder.ToString();

    /// <summary>Coordinate with one decimal; the rounding keeps the file small and the same on every machine.</summary>
    public static string Coordinate(double value)
    {
        var text = Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("0.#", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    private void Encode(string text)
    {
        foreach (var character in VisibleText.Of(text))
        {
            switch (character)
            {
                case '&': _builder.Append("&amp;"); break;
                case '<': _builder.Append("&lt;"); break;
                case '>': _builder.Append("&gt;"); break;
                case '"': _builder.Append("&quot;"); break;
                case '\'': _builder.Append("&#39;"); break;
                default: _builder.Append(character); break;
            }
        }
    }

    /// <summary>Markup of our own that goes into a hole as it stands.</summary>
    public readonly record struct Fixed(string Markup);

    /// <summary>Appends the parts of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Holes
    {
        private readonly Markup _markup;

        public Holes(int literalLength, int formattedCount, Markup markup)
        {
            _ = (literalLength, formattedCount);
            _markup = markup;
        }

        public void AppendLiteral(string literal) => _markup._builder.Append(literal);

        public void AppendFormatted(string text) => _markup.Encode(text);

        public void AppendFormatted(Fixed own) => _markup._builder.Append(own.Markup);

        public void AppendFormatted(int number) => _markup._builder.Append(CultureInfo.InvariantCulture, $"{number}");

        public void AppendFormatted(double number) => _markup._builder.Append(Coordinate(number));
    }
}
