namespace ToolRM.Selection;

/// <summary>Takes one of several replies to a prompt.</summary>
/// <remarks>Pure and deterministic: equal options in equal order give the same choice. Safe for concurrent calls.</remarks>
public interface ISelector
{
    /// <summary>Name in reports and on the command line, in kebab case.</summary>
    string Name { get; }

    /// <summary>The rule in one sentence, with how ties are broken.</summary>
    string Rule { get; }

    /// <summary>Whether it looks at <see cref="SelectionOption.Score"/>.</summary>
    bool NeedsScores { get; }

    /// <summary>Whether it looks at <see cref="SelectionOption.FitsSchema"/>; a caller need not check schemas for the others.</summary>
    bool NeedsSchema { get; }

    /// <summary>Chooses. Of options that it ranks equal it takes the one that stands earliest.</summary>
    /// <param name="drawn">The replies in the order drawn; at least one.</param>
    /// <returns>The position of the chosen one.</returns>
    /// <exception cref="ArgumentException">There are no options, or what this selector needs is missing.</exception>
    int Select(ReadOnlySpan<SelectionOption> drawn);
}
