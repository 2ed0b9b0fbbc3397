using Xunit;

namespace L2Loss.Tests;

/// <summary>The first column of a row of a query.</summary>
public sealed class QueryColumnsTests
{
    [Fact]
    public void Form_is_read_as_it_was_written()
    {
        Assert.True(QueryColumns.TryReadForm(QueryColumns.FormOf(QueryDialect.DuckDB, isExact: false), out QueryDialect dialect, out bool isExact));
        Assert.Equal((QueryDialect.DuckDB, false), (dialect, isExact));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1  double")]
    [InlineData("1 Oracle double")]
    [InlineData("1 3 double")]
    [InlineData("1 7 double")]
    [InlineData("1 -1 double")]
    [InlineData("1 duckdb double")]
    [InlineData("1 PostgreSql,MySql double")]
    [InlineData("2 DuckDB double")]
    [InlineData("1 DuckDB float")]
    public void Anything_else_is_no_form(string? text) => Assert.False(QueryColumns.TryReadForm(text, out _, out _));
}
