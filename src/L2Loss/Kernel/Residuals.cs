namespace L2Loss;

/// <summary>Whether the rounding errors of the residuals are summed too, chosen at compile time.</summary>
internal interface IResiduals
{
    bool AreExact { get; }
}

/// <summary>Right for all data.</summary>
internal readonly struct RoundedResiduals : IResiduals
{
    public bool AreExact => false;
}

/// <summary>A fifth faster, where no residual is larger than half its actual value. Same bits.</summary>
internal readonly struct ExactResiduals : IResiduals
{
    public bool AreExact => true;
}
