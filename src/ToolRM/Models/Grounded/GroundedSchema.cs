using ToolRM.Training;

namespace ToolRM.Models.Grounded;

/// <summary>The kinds of rows and their columns, as the learners see them.</summary>
internal static class GroundedSchema
{
    public const int Reply = 0;
    public const int Call = 1;
    public const int Argument = 2;

    public static FeatureSchema Schema { get; } = new(
        new("reply", [.. ReplyFeatures.All.Select(Column)]), new("call", [.. CallFeatures.All.Select(Column)]), new("argument", [.. ArgumentFeatures.All.Select(Column)]));

    /// <summary>Weights before any data, per kind and column.</summary>
    public static double[][] Prior { get; } =
        [[.. ReplyFeatures.All.Select(info => info.Prior)], [.. CallFeatures.All.Select(info => info.Prior)], [.. ArgumentFeatures.All.Select(info => info.Prior)]];

    /// <summary>What is added to the learned weights, per kind and column.</summary>
    public static double[][] Added { get; } =
        [[.. ReplyFeatures.All.Select(info => info.Added)], [.. CallFeatures.All.Select(info => info.Added)], [.. ArgumentFeatures.All.Select(info => info.Added)]];

    private static Feature Column(FeatureInfo info) => new(info.Name, info.Group.ToString().ToLowerInvariant(), info.Direction);
}
