using BenchmarkDotNet.Attributes;

namespace ToolRM.Benchmarks;

/// <summary>Time and memory of every operation in <see cref="Operations"/>.</summary>
[MemoryDiagnoser]
public class OperationBenchmarks
{
    [ParamsSource(nameof(All))]
    public Operation Operation { get; set; } = Operations.All[0];

    public static IEnumerable<Operation> All => Operations.All;

    [Benchmark]
    public void Run() => Operation.Run();
}
