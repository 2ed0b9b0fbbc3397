namespace L2Loss;

/// <summary>
/// What one run over consecutive blocks carries from block to block: guesses that make the next block fast, and the
/// running maximum. The low bits of the sums depend on the guesses, so a run must start at a fixed record, never
/// where a thread happened to start.
/// </summary>
internal struct KernelState
{
    /// <summary>Tried as pivot; set to 0 by the kernel at the first block where a - Pivot could be inexact.</summary>
    public double Pivot;

    /// <summary>Largest |a - p| (rounded to a double) so far.</summary>
    public double MaxAbs;

    // A lane's sum of squares, fourth powers and squares of actuals lies below two to these. Valid if HasBiases.
    internal int SquareExponent;
    internal int FourthExponent;
    internal int ActualExponent;
    internal bool HasBiases;

    // Whether residuals without rounding errors are expected.
    internal bool ExactResiduals;
}
