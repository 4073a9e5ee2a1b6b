namespace AlertBot.Training.Stories;

/// <summary>
/// Logistic regression by Newton's method with a ridge, for a dozen measures and some thousand pairs.
/// </summary>
internal static class Logistic
{
    private const int Rounds = 30;

    /// <param name="rows">Measures of each pair; the last is 1 for the bias, which the ridge leaves alone.</param>
    /// <param name="truths">Whether the pair is one story.</param>
    /// <param name="counts">How much each pair counts.</param>
    /// <param name="ridge">How much weights are drawn to where they begin: the more, the less a chance likeness
    /// counts.</param>
    /// <param name="around">Where they begin; zero where null.</param>
    public static double[] Fit(
        IReadOnlyList<double[]> rows,
        IReadOnlyList<bool> truths,
        IReadOnlyList<double> counts,
        double ridge,
        IReadOnlyList<double>? around = null
    )
    {
        var size = rows[0].Length;
        var start = around ?? new double[size];
        double[] weights = [.. start];
        for (var round = 0; round < Rounds; round++)
        {
            var gradient = new double[size];
            var curvature = new double[size, size];
            for (var r = 0; r < rows.Count; r++)
                Add(rows[r], truths[r], counts[r], weights, gradient, curvature);
            for (var i = 0; i < size; i++)
            {
                var pull = i == size - 1 ? 1e-6 : ridge;
                gradient[i] -= pull * (weights[i] - start[i]);
                curvature[i, i] += pull;
            }
            var step = Solve(curvature, gradient);
            for (var i = 0; i < size; i++)
                weights[i] += step[i];
        }
        return weights;
    }

    private static void Add(
        double[] row,
        bool truth,
        double count,
        double[] weights,
        double[] gradient,
        double[,] curvature
    )
    {
        var odds = row.Zip(weights, (x, w) => x * w).Sum();
        var chance = 1 / (1 + Math.Exp(-odds));
        var spread = Math.Max(1e-9, chance * (1 - chance));
        for (var i = 0; i < row.Length; i++)
        {
            gradient[i] += count * row[i] * ((truth ? 1 : 0) - chance);
            for (var j = 0; j < row.Length; j++)
                curvature[i, j] += count * row[i] * row[j] * spread;
        }
    }

    /// <summary>Gauss's elimination with the greatest pivot.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var size = right.Length;
        for (var column = 0; column < size; column++)
        {
            var pivot = Enumerable.Range(column, size - column).MaxBy(row => Math.Abs(matrix[row, column]));
            for (var j = 0; j < size; j++)
                (matrix[column, j], matrix[pivot, j]) = (matrix[pivot, j], matrix[column, j]);
            (right[column], right[pivot]) = (right[pivot], right[column]);
            for (var row = column + 1; row < size; row++)
            {
                var factor = matrix[row, column] / matrix[column, column];
                for (var j = column; j < size; j++)
                    matrix[row, j] -= factor * matrix[column, j];
                right[row] -= factor * right[column];
            }
        }
        for (var row = size - 1; row >= 0; row--)
        {
            for (var j = row + 1; j < size; j++)
                right[row] -= matrix[row, j] * right[j];
            right[row] /= matrix[row, row];
        }
        return right;
    }
}
