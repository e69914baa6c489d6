namespace ToolRM.Training;

/// <summary>Calibrators in a model file: purpose, kind (1 Platt, 2 isotonic), numbers.</summary>
internal static class CalibratorFile
{
    private const byte Platt = 1, Isotonic = 2;

    public static void Write(BinaryWriter writer, IReadOnlyDictionary<string, Calibrator> calibrators)
    {
        writer.Write(calibrators.Count);
        foreach (var (purpose, calibrator) in calibrators.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            writer.Write(purpose);
            if (calibrator is PlattCalibrator platt)
            {
                writer.Write(Platt);
                writer.Write(platt.Slope);
                writer.Write(platt.Offset);
            }
            else if (calibrator is IsotonicCalibrator isotonic)
            {
                writer.Write(Isotonic);
                writer.Write(isotonic.Scores.Count);
                for (var corner = 0; corner < isotonic.Scores.Count; corner++)
                {
                    writer.Write(isotonic.Scores[corner]);
                    writer.Write(isotonic.Probabilities[corner]);
                }
            }
        }
    }

    public static SortedDictionary<string, Calibrator> Read(BinaryReader reader)
    {
        var calibrators = new SortedDictionary<string, Calibrator>(StringComparer.Ordinal);
        for (var left = ModelFile.Count(reader); left > 0; left--)
        {
            var purpose = reader.ReadString();
            calibrators.Add(purpose, reader.ReadByte() switch
            {
                Platt => new PlattCalibrator(reader.ReadDouble(), reader.ReadDouble()),
                Isotonic => ReadCorners(reader),
                var kind => throw new FormatException($"a calibrator of kind {kind}"),
            });
        }
        return calibrators;
    }

    private static IsotonicCalibrator ReadCorners(BinaryReader reader)
    {
        var count = ModelFile.Count(reader);
        var (scores, probabilities) = (new double[count], new double[count]);
        for (var corner = 0; corner < count; corner++) (scores[corner], probabilities[corner]) = (reader.ReadDouble(), reader.ReadDouble());
        return new(scores, probabilities);
    }
}
