using ToolRM.Conversations;
using ToolRM.Models;
using ToolRM.Scoring;
using ToolRM.Tests.Cli;
using ToolRM.Tests.Models.Grounded;

namespace ToolRM.Tests.Models;

public class RewardModelsTests
{
    [Fact]
    public void RulesKeepTheirNames() => Assert.All(Scorers.All, entry => Assert.Same(entry, RewardModels.Require(entry.Name)));

    [Fact]
    public void AModelFile_IsNamedAfterItsContent()
    {
        using var folder = new TemporaryFolder();
        using (var file = File.Create(folder.At("a.model"))) GroundedCases.Model.Trained.Write(file);
        File.Copy(folder.At("a.model"), folder.At("b.model"));
        var entry = RewardModels.Require(folder.At("a.model"));
        Assert.Equal($"grounded@{GroundedCases.Model.Hash[..12]}", entry.Name);
        Assert.Equal(entry.Name, RewardModels.Require(folder.At("b.model")).Name);
        Assert.Equal(entry.Name, entry.Create(0).Info.Name);
    }

    [Fact]
    public void WhatIsNoModel_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("or a model file", Assert.Throws<DataFormatException>(() => RewardModels.Require("groundd")).Message, StringComparison.Ordinal);
        Assert.Contains("there is no such file", Assert.Throws<DataFormatException>(() => RewardModels.Require(folder.At("none.model"))).Message, StringComparison.Ordinal);
        Assert.Contains("toolrm/model@1", Assert.Throws<DataFormatException>(() => RewardModels.Require(folder.Write("text.model", "hello"))).Message, StringComparison.Ordinal);
        Assert.Contains("is a rule", Assert.Throws<DataFormatException>(() => RewardModels.RequireExplained("schema")).Message, StringComparison.Ordinal);
    }
}
