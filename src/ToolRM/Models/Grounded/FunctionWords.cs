using System.Collections.Frozen;

namespace ToolRM.Models.Grounded;

/// <summary>English words of grammar and of politeness: they say little about what a request is about.</summary>
internal static class FunctionWords
{
    private static readonly FrozenSet<uint> Hashes = (
        "a an the this that these those my your his her its our their i you he she it we they me him us them who whom whose which what where when why how "
        + "is are was were be been being am do does did done have has had having will would shall should can could may might must "
        + "of in on at by for from to with without into onto over under between among through during before after about against as than then so "
        + "and or but nor not no yes if because while until unless though although also too very just only even still already please "
        + "there here some any all both each every either neither such own same other another much many more most few less least "
        + "want wants need needs like would id ill im ive lets let get give tell could help know thank thanks hi hello hey okay ok "
        + "up down out off again further once using use via per etc")
        .Split(' ').Select(word => WordHash.Of(word)).ToFrozenSet();

    public static bool Contains(uint word) => Hashes.Contains(word);
}
