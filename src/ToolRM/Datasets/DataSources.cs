using ToolRM.Conversations;

namespace ToolRM.Datasets;

/// <summary>The data sets that <c>toolrm data pull</c> knows. None of their rows is part of ToolRM.</summary>
public static class DataSources
{
    /// <summary>Every source, sorted by name.</summary>
    public static ValueList<DataSource> All { get; } =
    [
        new("bfcl", "BFCL's single-turn questions and accepted answers (version 4 names)", "Apache-2.0",
            new GitHubFiles("ShishirPatil", "gorilla", "6ea57973", "berkeley-function-call-leaderboard/bfcl_eval/data", BfclFiles())),
        new("fc-reward-bench", "FC-RewardBench: 1,500 pairs of right and wrong calls; for measuring only", "Apache-2.0",
            new HubDataset("ibm-research/fc-reward-bench")),
        new("toolrm-train", "ToolRM's released training pairs, 458,575 rows; a long transfer", "Apache-2.0",
            new HubDataset("ibm-research/ToolRM-train-data")),
        new("trbench-bfcl", "TRBench-BFCL: 2,983 pairs of replies as text; for measuring only", "see the data set's page",
            new HubDataset("RioLee/TRBench-BFCL")),
    ];

    /// <summary>The source of a name, or null.</summary>
    /// <param name="name">The name, such as <c>fc-reward-bench</c>.</param>
    public static DataSource? Find(string name) => All.FirstOrDefault(source => source.Name == name);

    private static ValueList<string> BfclFiles()
    {
        string[] callable = ["simple_python", "simple_java", "simple_javascript", "multiple", "parallel", "parallel_multiple", "live_simple", "live_multiple", "live_parallel", "live_parallel_multiple"];
        return
        [
            .. callable.Concat(["irrelevance", "live_irrelevance"]).Select(category => $"BFCL_v4_{category}.json"),
            .. callable.Select(category => $"{Bfcl.BfclFileName.AnswerFolder}/BFCL_v4_{category}.json"),
        ];
    }
}

/// <summary>A data set that can be fetched.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="What">What it is, in one line.</param>
/// <param name="Licence">Its licence as published.</param>
/// <param name="Location">Where it lies.</param>
/// <remarks>Source: toolrm 1.1, 1.4, 2.1, 6.2 for names, sizes and licences.</remarks>
public sealed record DataSource(string Name, string What, string Licence, DataLocation Location);

/// <summary>Where data lies. Closed hierarchy.</summary>
public abstract record DataLocation
{
    private protected DataLocation() { }
}

/// <summary>A data set of the Hugging Face hub. Parquet is fetched as rows, other data files as they are.</summary>
/// <param name="Dataset">Owner and name.</param>
/// <param name="Revision">Branch, tag or commit; asked for its commit before files are fetched. The rows service knows the main branch only.</param>
public sealed record HubDataset(string Dataset, string Revision = "main") : DataLocation;

/// <summary>Files of a GitHub repository at a commit.</summary>
/// <param name="Owner">The repository's owner.</param>
/// <param name="Repository">Its name.</param>
/// <param name="Commit">The commit, at least seven digits; asked for its full name before files are fetched.</param>
/// <param name="Folder">Folder in the repository; empty for its root.</param>
/// <param name="Files">Paths below the folder; the same paths are made below the target.</param>
public sealed record GitHubFiles(string Owner, string Repository, string Commit, string Folder, ValueList<string> Files) : DataLocation;
