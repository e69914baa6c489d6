using System.Globalization;
using Microsoft.Extensions.AI;

namespace ToolRM.Judging.Tools;

/// <summary>
/// Arithmetic for a judge: + - * / % ^ (right to left, above the sign: −2^2 = −4), parentheses, pi, e, and sqrt, abs, floor, ceil, round (halves to even), ln, log10,
/// exp, min, max. Total: any text gives a finite number or an error.
/// </summary>
public static class Calculator
{
    /// <summary>Longest expression, in characters. Ours.</summary>
    public const int MaximumLength = 4_000;

    private const int MaximumDepth = 200;

    /// <summary>The function <c>calculator(expression)</c>.</summary>
    public static AIFunction Function { get; } = new TextFunction(
        "calculator", "Computes an arithmetic expression such as (2 + 3) * sqrt(16).", "expression",
        (expression, _) => ValueTask.FromResult(Evaluate(expression) is { Value: { } value } ? value.ToString("R", CultureInfo.InvariantCulture) : "error: " + Evaluate(expression).Error));

    /// <summary>The value of an expression, or why there is none; exactly one of the two is null.</summary>
    /// <param name="expression">The expression.</param>
    public static (double? Value, string? Error) Evaluate(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        if (expression.Length > MaximumLength) return (null, $"the expression is longer than {MaximumLength} characters");
        var reader = new Reader(expression);
        var value = reader.Sum(0);
        if (reader.Error is null && !reader.AtEnd) reader.Fail("an operator");
        if (reader.Error is not null) return (null, reader.Error);
        return double.IsFinite(value) ? (value, null) : (null, "the result is not a finite number");
    }

    /// <summary>Recursive descent; the first error stands, and reading ends with it.</summary>
    private sealed class Reader(string text)
    {
        private int _at;

        public string? Error { get; private set; }

        public bool AtEnd => Peek() == '\0';

        public double Sum(int depth)
        {
            if (depth > MaximumDepth) return Fail("less nesting");
            var value = Term(depth);
            while (Error is null)
            {
                if (Take('+')) value += Term(depth);
                else if (Take('-')) value -= Term(depth);
                else break;
            }
            return value;
        }

        public double Fail(string expected)
        {
            Error ??= string.Create(CultureInfo.InvariantCulture, $"expected {expected} at position {_at}");
            return double.NaN;
        }

        private double Term(int depth)
        {
            var value = Signed(depth);
            while (Error is null)
            {
                if (Take('*')) value *= Signed(depth);
                else if (Take('/')) value /= Signed(depth);
                else if (Take('%')) value %= Signed(depth);
                else break;
            }
            return value;
        }

        private double Signed(int depth)
        {
            if (depth > MaximumDepth) return Fail("less nesting");
            if (Take('-')) return -Signed(depth + 1);
            if (Take('+')) return Signed(depth + 1);
            var value = Atom(depth);
            return Error is null && Take('^') ? Math.Pow(value, Signed(depth + 1)) : value;
        }

        private double Atom(int depth)
        {
            if (Take('('))
            {
                var inner = Sum(depth + 1);
                return Take(')') ? inner : Fail("\")\"");
            }
            var next = Peek();
            if (char.IsAsciiDigit(next) || next == '.') return Number();
            if (!char.IsAsciiLetter(next)) return Fail("a number");
            var start = _at;
            while (_at < text.Length && char.IsAsciiLetterOrDigit(text[_at])) _at++;
            var name = text[start.._at];
            if (name is "pi" or "e") return name == "pi" ? Math.PI : Math.E;
            if (!Take('(')) return Fail($"\"(\" behind {name}");
            var arguments = new List<double>();
            do arguments.Add(Sum(depth + 1));
            while (Error is null && Take(','));
            return Take(')') ? Apply(name, arguments) : Fail("\")\"");
        }

        private double Apply(string name, List<double> arguments) => (name, arguments) switch
        {
            ("sqrt", [var x]) => Math.Sqrt(x),
            ("abs", [var x]) => Math.Abs(x),
            ("floor", [var x]) => Math.Floor(x),
            ("ceil", [var x]) => Math.Ceiling(x),
            ("round", [var x]) => Math.Round(x),
            ("ln", [var x]) => Math.Log(x),
            ("log10", [var x]) => Math.Log10(x),
            ("exp", [var x]) => Math.Exp(x),
            ("min", _) => arguments.Min(),
            ("max", _) => arguments.Max(),
            _ => Fail($"a known function with its arguments instead of {name}"),
        };

        private double Number()
        {
            var start = _at;
            while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.')) _at++;
            if (_at < text.Length && text[_at] is 'e' or 'E')
            {
                var sign = _at + 1 < text.Length && text[_at + 1] is '+' or '-' ? 1 : 0;
                if (_at + 1 + sign < text.Length && char.IsAsciiDigit(text[_at + 1 + sign]))
                {
                    _at += 1 + sign;
                    while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
                }
            }
            return double.TryParse(text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : Fail("a number");
        }

        private bool Take(char sign)
        {
            if (Peek() != sign) return false;
            _at++;
            return true;
        }

        private char Peek()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
            return _at < text.Length ? text[_at] : '\0';
        }
    }
}
