using Microsoft.Extensions.AI;

namespace ToolRM.Agents.Metrics;

/// <summary>Judges one response of a model. The shape of Microsoft.Extensions.AI.Evaluation's interface of this name.</summary>
/// <remarks>
/// The types of this namespace have that package's names and meanings, and no reference to it: the library's one dependency is
/// Microsoft.Extensions.AI.Abstractions. <see cref="ScenarioResult"/> writes its file format.
/// </remarks>
public interface IEvaluator
{
    /// <summary>Names of the metrics that every result holds.</summary>
    IReadOnlyCollection<string> EvaluationMetricNames { get; }

    /// <summary>Judges a response.</summary>
    /// <param name="messages">The conversation before it.</param>
    /// <param name="modelResponse">The response.</param>
    /// <param name="chatConfiguration">A model to judge with; null for none. Evaluators without a judge do not look at it.</param>
    /// <param name="additionalContext">What else is needed, such as <see cref="OfferedToolsContext"/>; null for nothing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Every metric; one that could not be measured has no value and a diagnostic that says why.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled. Nothing else is thrown for what a response holds.</exception>
    ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages, ChatResponse modelResponse, ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null, CancellationToken cancellationToken = default);
}

/// <summary>A model to judge with.</summary>
/// <param name="ChatClient">Asks it.</param>
public sealed record ChatConfiguration(IChatClient ChatClient);

/// <summary>Something that an evaluator needs beside the messages.</summary>
/// <param name="Name">What it is.</param>
public abstract record EvaluationContext(string Name);

/// <summary>The tools that the model was offered.</summary>
/// <param name="Tools">As in <c>ChatOptions.Tools</c>.</param>
public sealed record OfferedToolsContext(IReadOnlyList<AITool> Tools) : EvaluationContext("Offered Tools");
