namespace ToolRM.Training;

/// <summary>
/// A linear function of one kind's rows: a constant per row, and per column a weight on its standardised value, cut at
/// ±<see cref="Limit"/> deviations, or a constant when the value is unknown.
/// </summary>
/// <param name="row">What each row gets.</param>
/// <param name="centres">Mean of each column in training.</param>
/// <param name="scales">Standard deviation of each column in training, above 0.</param>
/// <param name="weights">Weight per deviation from the mean.</param>
/// <param name="unknown">What an unknown value gives.</param>
internal sealed class LinearPart(float row, float[] centres, float[] scales, float[] weights, float[] unknown)
{
    public const float Limit = 4; // deviations; a single far value must not decide

    public float Row => row;

    public float[] Centres => centres;

    public float[] Scales => scales;

    public float[] Weights => weights;

    public float[] Unknown => unknown;

    public double Score(ReadOnlySpan<float> values)
    {
        double sum = row;
        for (var column = 0; column < weights.Length; column++) sum += Term(values, column);
        return sum;
    }

    public double Explain(ReadOnlySpan<float> values, Span<double> columns)
    {
        for (var column = 0; column < weights.Length; column++) columns[column] += Term(values, column);
        return row;
    }

    /// <summary>A value as deviations from the mean, cut.</summary>
    public static double Standardise(float value, float centre, float scale) => Math.Clamp(((double)value - centre) / scale, -Limit, Limit);

    private double Term(ReadOnlySpan<float> values, int column) =>
        float.IsNaN(values[column]) ? unknown[column] : weights[column] * Standardise(values[column], centres[column], scales[column]);
}
