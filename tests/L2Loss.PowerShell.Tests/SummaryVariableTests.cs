using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>-SummaryVariable: the summaries go into a variable, the pipeline holds items only.</summary>
public sealed class SummaryVariableTests : IClassFixture<SharedSession>
{
    private readonly Session _session;

    public SummaryVariableTests(SharedSession shared) => _session = shared.Session;

    [Fact]
    public void Pipeline_holds_items_only()
    {
        Result result = _session.Run("& { Measure-L2Loss -Actual 1, 2 -Predicted 2, 4 -SummaryVariable total }");

        Assert.Equal(2, result.Items.Count);
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void One_summary_is_an_object()
    {
        Result result = _session.Run("""
            & { $null = Measure-L2Loss -Actual 1, 2 -Predicted 2, 4 -SummaryVariable total; , $total }
            """);

        Assert.IsNotType<object[]>(Assert.Single(result.Output).BaseObject);
        Assert.Equal(2.5, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Several_summaries_are_an_array()
    {
        Result result = _session.Run("""
            & {
                $null = @{ Actual = 1; A = 2; B = 3 } | Measure-L2Loss -PredictedProperty A, B -SummaryVariable total
                $total.Count
                $total
            }
            """);

        Assert.Equal(2, result.Output[0].BaseObject);
        Assert.Equal(["A", "B"], result.Summaries.Select(summary => summary.Get("Model")));
    }

    [Fact]
    public void Empty_input_gives_an_empty_summary_in_the_variable()
    {
        Result result = _session.Run("& { @() | Measure-L2Loss -SummaryVariable total -WarningAction Ignore; $total }");

        Assert.Equal(0L, result.Summary.Whole("Count"));
    }

    [Fact]
    public void With_SummaryOnly_nothing_is_written()
    {
        Result result = _session.Run("""
            & { Measure-L2Loss -Actual 1 -Predicted 2 -SummaryOnly -SummaryVariable total; $total.Mse }
            """);

        Assert.Equal(1.0, Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void Files_measured_before_an_error_ended_it_are_in_the_variable()
    {
        Result result = _session.Run($$"""
            & {
                try {
                    Measure-L2Loss -Path '{{RepositoryPaths.Root}}/samples/prices.csv', '/no/such.csv' -SummaryOnly -SummaryVariable total -ErrorAction Stop
                } catch { $_.FullyQualifiedErrorId }
                $total.Mse
            }
            """);

        Assert.StartsWith("FileNotFound", (string)result.Output[0].BaseObject, StringComparison.Ordinal);
        Assert.Equal(216666666.66666666, result.Output[1].BaseObject);
    }

    [Fact]
    public void Groups_measured_before_an_error_ended_it_are_in_the_variable()
    {
        Result result = _session.Run("""
            & {
                $rows = @{ Key = 'a'; Actual = 1; Predicted = 3; W = 1 }, @{ Key = 'b'; Actual = 1; Predicted = 2; W = 0 }
                try { $rows | Measure-L2Loss -GroupBy Key -WeightProperty W -SummaryOnly -SummaryVariable total -ErrorAction Stop } catch { }
                $total.Mse
            }
            """);

        Assert.Equal(4.0, Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void Without_any_file_the_variable_is_an_empty_array()
    {
        Result result = _session.Run("""
            & { Measure-L2Loss -Path /no/such.csv -SummaryOnly -SummaryVariable total -ErrorAction Ignore; $null -eq $total; $total.Count }
            """);

        Assert.Equal([false, 0], result.Output.Select(output => output.BaseObject));
    }

    [Fact]
    public void Variable_is_local_to_the_calling_function()
    {
        Result result = _session.Run("""
            & {
                function Measure-Inside { $null = Measure-L2Loss -Actual 1 -Predicted 2 -SummaryVariable inner; $inner.Mse }
                Measure-Inside
                $null -eq $inner
            }
            """);

        Assert.Equal([1.0, true], result.Output.Select(output => output.BaseObject));
    }

    [Fact]
    public void Variable_is_the_callers_between_functions_of_the_pipeline()
    {
        Result result = _session.Run("""
            & {
                function Get-Record { $total = 'theirs'; @{ Actual = 1; Predicted = 2 } }
                function Skip-Record { process { $total = 'theirs' } }
                Get-Record | Measure-L2Loss -SummaryVariable total | Skip-Record
                $total.Mse
            }
            """);

        Assert.Equal(1.0, Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void Function_of_another_module_gets_its_own_variable()
    {
        Result result = _session.Run("""
            & {
                $module = New-Module {
                    function Measure-Elsewhere {
                        $null = Measure-L2Loss -Actual 1 -Predicted 2 -SummaryVariable total
                        $total.Mse
                    }
                }
                & $module { Measure-Elsewhere }
            }
            """);

        Assert.Equal(1.0, Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void Variable_from_an_earlier_run_does_not_survive_a_failed_one()
    {
        Result result = _session.Run("""
            & {
                $null = Measure-L2Loss -Actual 1 -Predicted 2 -SummaryVariable total
                try { $null = Measure-L2Loss -Actual 1 -Predicted 2, 3 -SummaryVariable total } catch { }
                $null -eq $total
            }
            """);

        Assert.Equal(true, Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void Scope_may_be_part_of_the_name()
    {
        Result result = _session.Run("""
            & { $null = Measure-L2Loss -Actual 1 -Predicted 2 -SummaryVariable global:total }
            $global:total.Mse
            $global:total = $null
            """);

        Assert.Equal(1.0, Assert.Single(result.Output).BaseObject);
    }
}
