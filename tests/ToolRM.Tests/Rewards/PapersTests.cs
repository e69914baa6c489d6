using System.CommandLine;
using ToolRM.Cli;
using ToolRM.Rewards;

namespace ToolRM.Tests.Rewards;

public class PapersTests
{
    [Fact]
    public void EveryNamedRewardExists() => Assert.Empty(
        Papers.All.SelectMany(paper => paper.Rewards).Concat(Papers.Ours).Except(RewardFunctions.All.Select(entry => entry.Info.Name)));

    [Fact]
    public void EveryRewardIsOfAPaperOrOurs() => Assert.Empty(
        RewardFunctions.All.Select(entry => entry.Info.Name).Except(Papers.All.SelectMany(paper => paper.Rewards)).Except(Papers.Ours));

    [Fact]
    public void EveryNamedPlaceExists()
    {
        var types = typeof(Papers).Assembly.GetExportedTypes().ToLookup(type => type.Name, StringComparer.Ordinal);
        bool Exists(string place)
        {
            var parts = place.Split('.');
            return types[parts[0]].Any(type => parts.Length == 1 || type.GetMember(parts[1]).Length > 0);
        }
        var commands = ToolRmCommand.Create(new(Stream.Null, TextWriter.Null, TextWriter.Null, false, false, false), default);
        bool IsCommand(string place)
        {
            Command? command = commands;
            foreach (var word in place.Split(' ').Skip(1)) command = command?.Subcommands.FirstOrDefault(one => one.Name == word);
            return command is not null;
        }
        Assert.All(
            Papers.All.SelectMany(paper => paper.Places), place => Assert.True(place.StartsWith("toolrm ", StringComparison.Ordinal) ? IsCommand(place) : Exists(place), place));
    }

    [Fact]
    public void WhatIsNotWholeSaysWhy()
    {
        Assert.All(Papers.All, paper => Assert.True(paper.Status == PaperStatus.Works || paper.Missing.Length > 0, paper.Title));
        Assert.All(Papers.All, paper => Assert.True(paper.Status == PaperStatus.Not || paper.Rewards.Count + paper.Places.Count > 0, paper.Title));
        Assert.All(Papers.All, paper => Assert.Matches("^[0-9]{4}\\.[0-9]{5}$", paper.ArXiv));
        Assert.Equal(Papers.All.Count, Papers.All.Select(paper => paper.ArXiv).Distinct().Count());
    }
}
