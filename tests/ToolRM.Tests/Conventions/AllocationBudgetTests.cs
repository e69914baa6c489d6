using System.Text.Json;
using ToolRM.Benchmarks;
using Xunit.Abstractions;

namespace ToolRM.Tests.Conventions;

/// <summary>Keeps the allocated bytes of every measured operation to benchmarks/ToolRM.Benchmarks/budgets.json.</summary>
public class AllocationBudgetTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, long> Budgets = ReadBudgets();

    // Compiled code only allocates less than the first, unoptimised code; 50 calls fill caches and pools.
    private const int WarmUp = 50, Rounds = 20;

    public static TheoryData<string> Names => [.. Operations.All.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AllocatesNoMoreThanItsBudget(string name)
    {
        var bytes = AllocatedBytes(Operations.All.Single(operation => operation.Name == name).Run);
        output.WriteLine($"{name}: {bytes} bytes, budget {Budgets[name]}");
        Assert.True(bytes <= Budgets[name],
            $"{name} allocates {bytes} bytes, its budget is {Budgets[name]}. Allocate less, or raise it in budgets.json and say why in the commit.");
    }

    [Fact]
    public void EveryOperationHasABudget_AndEveryBudgetAnOperation() =>
        Assert.Equal(Operations.All.Select(operation => operation.Name).Order(StringComparer.Ordinal), Budgets.Keys.Order(StringComparer.Ordinal));

    // The measure sees every byte: an object header and method table pointer (16), length (4), 100 characters and the closing
    // zero (202), rounded up to 8.
    [Fact]
    public void Measure_CountsExactBytes()
    {
        Assert.Equal(0, AllocatedBytes(() => { }));
        Assert.Equal(224, AllocatedBytes(() => GC.KeepAlive(new string('x', 100))));
    }

    // Smallest of many rounds: a collection between two readings, or a pool that was just trimmed, adds bytes that are not the operation's.
    private static long AllocatedBytes(Action operation)
    {
        for (var i = 0; i < WarmUp; i++) operation();
        var least = long.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            operation();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }

    private static Dictionary<string, long> ReadBudgets()
    {
        using var document = JsonDocument.Parse(Repository.Read("benchmarks/ToolRM.Benchmarks/budgets.json"));
        return document.RootElement.GetProperty("bytes").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetInt64());
    }
}
