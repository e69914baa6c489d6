using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Parsing.Python;

namespace ToolRM.Tests.Parsing.Python;

/// <summary>Arithmetic against Python 3.11: the expected texts are what its <c>repr(eval(…))</c> printed.</summary>
public class PythonArithmeticTests
{
    [Theory]
    [InlineData("1%0.1", "0.09999999999999995")]
    [InlineData("1//0.1", "9.0")]
    [InlineData("-1%0.1", "5.551115123125783e-17")]
    [InlineData("1%-0.1", "-5.551115123125783e-17")]
    [InlineData("-7.5//2", "-4.0")]
    [InlineData("5.0//-0.3", "-17.0")]
    [InlineData("True & False", "False")]
    [InlineData("True | False", "True")]
    [InlineData("True ^ True", "False")]
    [InlineData("True+True", "2")]
    [InlineData("10**400/10**399", "10.0")]
    [InlineData("1/10**310", "1e-310")]
    [InlineData("-3/10**323", "-3e-323")]
    [InlineData("7/10**324", "5e-324")]
    [InlineData("10**308/3", "3.333333333333333e+307")]
    [InlineData("(2**53+1)/1", "9007199254740992.0")]
    [InlineData("(2**54+3)/1", "1.8014398509481988e+16")]
    [InlineData("1/3", "0.3333333333333333")]
    [InlineData("2**0.5", "1.4142135623730951")]
    [InlineData("(1,2)*2", "(1, 2, 1, 2)")]
    [InlineData("2*(1,)", "(1, 1)")]
    [InlineData("'ab'*3", "'ababab'")]
    [InlineData("[1]+[2]", "[1, 2]")]
    [InlineData("(1,)+(2,)", "(1, 2)")]
    [InlineData("0*[1]", "[]")]
    [InlineData("-7//2", "-4")]
    [InlineData("-7%3", "2")]
    [InlineData("7%-3", "-2")]
    [InlineData("7%-3.5", "-0.0")]
    [InlineData("6%-3.0", "-0.0")]
    [InlineData("2**-2", "0.25")]
    [InlineData("(-2)**3", "-8")]
    [InlineData("1e308*10", "inf")]
    [InlineData("0<<3", "0")]
    [InlineData("-1>>70", "-1")]
    [InlineData("~5+0", "-6")]
    [InlineData("2**64/2**63", "2.0")]
    [InlineData("-0.0//5", "-0.0")]
    [InlineData("0.0%-3", "-0.0")]
    [InlineData("123456789012345678901234567890/7", "1.763668414462081e+28")]
    [InlineData("4**-1", "0.25")]
    [InlineData("True&3", "1")]
    [InlineData("-7&3", "1")]
    [InlineData("10**22/1", "1e+22")]
    [InlineData("(10**23)/1", "1e+23")]
    [InlineData("3.0**2", "9.0")]
    [InlineData("''*99999999999999999999", "''")]
    [InlineData("[]*99999999999999999999", "[]")]
    [InlineData("-3*'ab'", "''")]
    public void GivesWhatPythonGives(string expression, string expected)
    {
        var value = Value(expression, out var error);
        Assert.True(value is not null, error);
        Assert.Equal(expected, PythonRepr.Repr(value));
    }

    [Theory]
    [InlineData("2.0**10000")]
    [InlineData("10.0**400")]
    [InlineData("10**400/1")]
    [InlineData("10**400*1.0")]
    [InlineData("1/0")]
    [InlineData("1%0.0")]
    [InlineData("0.0**-1")]
    [InlineData("0**-1")]
    [InlineData("1<<-1")]
    [InlineData("[1]-[1]")]
    public void WhatPythonRaisesIsAnError(string expression)
    {
        Assert.Null(Value(expression, out var error));
        Assert.NotNull(error);
    }

    /// <summary>4,300 digits are Python's own limit between integers and text; here it holds in between, too.</summary>
    [Theory]
    [InlineData("10**4299", true)]
    [InlineData("10**4300-1", false)]
    [InlineData("10**4299*9+10**4299", false)]
    [InlineData("10**4300", false)]
    [InlineData("-10**4299*9-10**4299", false)]
    [InlineData("1<<14284", true)]
    [InlineData("1<<14285", false)]
    [InlineData("1<<65536<<65536", false)]
    [InlineData("1<<99999999999999999999", false)]
    [InlineData("(-2)**14284", true)]
    [InlineData("2**99999999999999999999", false)]
    [InlineData("10**4000*10**4000", false)]
    public void IntegersEndAt4300Digits(string expression, bool computed) => Assert.Equal(computed, Value(expression, out _) is not null);

    [Theory]
    [InlineData("[[[[0]*1000]*1000]*1000]*1000")]
    [InlineData("'x'*1000001")]
    [InlineData("('x'*600000,)+('x'*600000,)")]
    [InlineData("[0]*99999999999999999999")]
    public void ResultsBeyondTheBudgetAreErrors(string expression) => Assert.Null(Value(expression, out _));

    [Fact]
    public void TheBudgetIsOneForAllThatAReplyAsksFor()
    {
        var budget = new PythonBudget();
        Assert.NotNull(PythonLiteral.Read("'x'*600000", budget, out _));
        Assert.Null(PythonLiteral.Read("'x'*600000", budget, out _));
        Assert.NotNull(PythonLiteral.Read("'x'*300000", budget, out _));
    }

    /// <summary>A true division is the nearest double: checked against the exact quotient of decimal digits.</summary>
    [Fact]
    public void TrueDivisionIsCorrectlyRounded()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var digits = random.NextInt64(1, long.MaxValue);
            var exponent = random.Next(-340, 300);
            var expression = exponent < 0 ? $"{digits}/10**{-exponent}" : $"({digits}*10**{exponent})/1";
            var expected = double.Parse($"{digits}e{exponent}", CultureInfo.InvariantCulture);
            Assert.Equal(double.IsInfinity(expected) ? null : ArgumentValue.Of(expected), Value(expression, out _));
        }
    }

    [Theory]
    [InlineData("{(True,): 1, (1,): 2, (1.0,): 3}", "{(True,): 3}")]
    [InlineData("{((True, 0),): 1, ((1, False),): 2}", "{((True, 0),): 2}")]
    [InlineData("{True: 1, 1: 2, '1': 3}", "{True: 2, '1': 3}")]
    public void EqualKeysAreOne(string literal, string expected) => Assert.Equal(expected, PythonRepr.Repr(Value(literal, out _)!));

    [Theory]
    [InlineData("{(1, [2]): 3}")]
    [InlineData("{((1, {}),): 3}")]
    [InlineData("{[]: 3}")]
    public void WhatHoldsAListIsNoKey(string literal) => Assert.Null(Value(literal, out _));

    private static ArgumentValue? Value(string text, out string? error) => PythonLiteral.Read(text, new(), out error);
}
