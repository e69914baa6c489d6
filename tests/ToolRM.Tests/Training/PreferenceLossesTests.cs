using ToolRM.Training;

namespace ToolRM.Tests.Training;

/// <summary>Losses of published reward models: vectors of rewards 2.2 to 2.4, 2.6 and 3.2; gradients against central differences.</summary>
public class PreferenceLossesTests
{
    private const double Step = 1e-5;

    /// <summary>Rewards 2.3.</summary>
    [Theory]
    [InlineData(0.8, 1, 0.3711, 0.7981, 0.3711)]
    [InlineData(0.8, 2, 0.3711, 1.4633, 0.7422)]
    [InlineData(0.8, 3, 0.3711, 2.3051, 1.1133)]
    [InlineData(-0.8, 3, 1.1711, 3.8221, 3.5133)]
    public void HelpSteer2(double difference, double strength, double plain, double margin, double scaled)
    {
        Assert.Equal(plain, PreferenceLosses.BradleyTerry(difference).Value, 5e-5);
        Assert.Equal(margin, PreferenceLosses.Margin(difference, strength).Value, 5e-5);
        Assert.Equal(scaled, PreferenceLosses.Scaled(difference, strength).Value, 5e-5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.8)]
    [InlineData(-3)]
    public void Gradients(double difference)
    {
        Check(PreferenceLosses.BradleyTerry);
        Check(d => PreferenceLosses.Margin(d, 2));
        Check(d => PreferenceLosses.Scaled(d, 2));

        void Check(Func<double, LossValue> loss) =>
            Assert.Equal((loss(difference + Step).Value - loss(difference - Step).Value) / (2 * Step), loss(difference).Gradient, 1e-8);
    }

    [Fact]
    public void HugeDifferences_StayFinite()
    {
        Assert.Equal(new(0, 0), PreferenceLosses.BradleyTerry(1e6));
        Assert.Equal(new(1e6, -1), PreferenceLosses.BradleyTerry(-1e6));
    }

    /// <summary>Rewards 2.2: the loss that keeps members of an ensemble comparable is the library's pairwise loss.</summary>
    [Fact]
    public void RegularisedBradleyTerry() => Assert.Equal(0.3967, new PairwiseLoss(Centering: 0.01).Value(1.2, 0.4), 5e-5);

    /// <summary>Rewards 2.3: ((3.5 − 4)² + (2 − 3)²) / 2.</summary>
    [Fact]
    public void RatingsThatAreMissing_DoNotCount()
    {
        var gradients = new double[3];
        Assert.Equal(0.625, RatingLoss.Value([3.5, 2, 9], [4, 3, RatingLoss.NoRating], gradients), 1e-12);
        Assert.Equal([-0.5, -1, 0], gradients);
        Assert.Contains("no attribute is rated", Assert.Throws<ArgumentException>(() => RatingLoss.Value([1], [-100], new double[1])).Message, StringComparison.Ordinal);
    }

    /// <summary>Rewards 2.4: r_B = 0.5, r_A = 0.2 and B is better.</summary>
    [Fact]
    public void Heron()
    {
        var gradients = new double[1];
        Assert.Equal(0.5544, PreferenceLosses.BradleyTerry(0.3).Value, 5e-5);
        Assert.Equal(PreferenceLosses.BradleyTerry(0.3).Value / (1 + 1e-5), PreferenceLosses.Heron([0.5 - 0.2], gradients), 1e-15);
        Assert.Equal(PreferenceLosses.BradleyTerry(0.3).Gradient / (1 + 1e-5), gradients[0], 1e-15);
        Assert.Equal(0, PreferenceLosses.Heron([], []));
    }

    /// <summary>Rewards 2.6: masked pairs count neither above nor below the line.</summary>
    [Fact]
    public void Cooper()
    {
        var gradients = new double[3];
        // ln(1 + e^-0.8) = 0.371101, ln(1 + e^0.8) = 1.171101; over 2 + 1e-6.
        Assert.Equal((0.37110066 + 1.17110066) / (2 + 1e-6), PreferenceLosses.Cooper([0.8, 5, -0.8], [true, false, true], gradients), 1e-7);
        Assert.Equal(0, gradients[1]);
        Assert.Equal(PreferenceLosses.BradleyTerry(0.8).Gradient / (2 + 1e-6), gradients[0], 1e-15);
        Assert.Equal(0, PreferenceLosses.Cooper([1], [false], new double[1])); // no pair, no loss
    }

    /// <summary>Rewards 3.2.</summary>
    [Theory]
    [InlineData(0.8, 0.9, 0.2)]
    [InlineData(0.2, 0.9, 0)]
    public void Triplet(double liked, double disliked, double expected) => Assert.Equal(expected, TripletLoss.OfDistances(liked, disliked), 1e-12);

    [Fact]
    public void TripletGradients_AreThoseOfCentralDifferences()
    {
        double[] a = [0.6, 0.8], p = [0.8, -0.6], n = [1, 0];
        var (ga, gp, gn) = (new double[2], new double[2], new double[2]);
        Assert.True(Value() > 0);
        var (da, dp, dn) = (ga.ToArray(), gp.ToArray(), gn.ToArray());
        foreach (var (vector, gradient) in new[] { (a, da), (p, dp), (n, dn) })
        {
            for (var i = 0; i < 2; i++)
            {
                vector[i] += Step;
                var above = Value();
                vector[i] -= 2 * Step;
                var below = Value();
                vector[i] += Step;
                Assert.Equal((above - below) / (2 * Step), gradient[i], 1e-8);
            }
        }
        // Beyond the margin nothing pulls.
        Assert.Equal(0, TripletLoss.Value([1, 0], [1, 0], [0, 1], ga, gp, gn));
        Assert.Equal([0, 0, 0, 0, 0, 0], [.. ga, .. gp, .. gn]);

        double Value() => TripletLoss.Value(a, p, n, ga, gp, gn);
    }
}
