using FsCheck;
using FsCheck.Fluent;
using ToolRM.Judging.Tools;

namespace ToolRM.Tests.Judging.Tools;

public class CalculatorTests
{
    [Theory]
    [InlineData("2 + 3 * 4", 14)]
    [InlineData("(2 + 3) * 4", 20)]
    [InlineData("-2 ^ 2", -4)]
    [InlineData("2 ^ 3 ^ 2", 512)]
    [InlineData("2 ^ -1", 0.5)]
    [InlineData("10 - 4 - 3", 3)]
    [InlineData("7 % 4 / 3", 1)]
    [InlineData("1.5e3 + .5", 1500.5)]
    [InlineData("max(1, 2, 3) + min(4, 5)", 7)]
    [InlineData("sqrt(16) + abs(-2) + floor(1.9) + ceil(1.1) + round(2.5)", 11)]
    [InlineData("2 * pi - pi - pi + ln(e) + log10(100) + exp(0)", 4)]
    public void Values(string expression, double expected) => Assert.Equal(expected, Assert.NotNull(Calculator.Evaluate(expression).Value), 1e-12);

    [Theory]
    [InlineData("", "expected a number at position 0")]
    [InlineData("1 +", "expected a number at position 3")]
    [InlineData("(1", "expected \")\" at position 2")]
    [InlineData("1 2", "expected an operator at position 2")]
    [InlineData("1 / 0", "the result is not a finite number")]
    [InlineData("sqrt(-1)", "the result is not a finite number")]
    [InlineData("system(1)", "instead of system")]
    [InlineData("sqrt(1, 2)", "instead of sqrt")]
    [InlineData("x", "expected \"(\" behind x")]
    [InlineData("1..2", "expected a number")]
    public void Errors(string expression, string error) => Assert.Contains(error, Calculator.Evaluate(expression).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData('(')]
    [InlineData('-')]
    public void DeepNesting_Ends(char sign) => Assert.Contains("nesting", Calculator.Evaluate(new string(sign, 3_000)).Error, StringComparison.Ordinal);

    [Fact]
    public void AnyText_GivesAValueOrAnError() => Prop.ForAll(
        Gen.Elements("1", "2.5", "+", "-", "*", "/", "^", "%", "(", ")", ",", "max", "sqrt(", "e", " ", ".", "x", "\0").ArrayOf().ToArbitrary(), parts =>
        {
            var (value, error) = Calculator.Evaluate(string.Concat(parts));
            return value is null != error is null && (value is not { } number || double.IsFinite(number));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithReplay(11, 1));
}
