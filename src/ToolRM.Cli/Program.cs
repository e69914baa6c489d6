using ToolRM.Evaluation.Conformance;

var report = ConformanceCheck.Run(args[0], args.Contains("raw") ? ConformanceSource.Raw : ConformanceSource.Decoded);
foreach (var group in report.Groups) Console.WriteLine($"{group.Handler,-28} {group.Output,-18} {group.Rows,6} {group.Agree,6} {100.0 * group.Agree / group.Rows:F3}");
using (var w = new StreamWriter("/tmp/diff.tsv")) foreach (var d in report.Differences) w.WriteLine($"{d.Handler}\t{d.Id}\t{d.Language}\t{d.Expected}\t{d.Found}\t{d.DecodeError}");
Console.WriteLine($"conformance: rows {report.Rows}, agree {report.Agree} ({100 * report.Share:F3}%)");
