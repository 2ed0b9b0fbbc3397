namespace L2Loss.Files.Bench;

/// <summary>What other tools run: for each path that comes in a line, the mean goes out in a line.</summary>
internal static class PeerScripts
{
    internal const string Polars = """
        const pl = require('nodejs-polars');
        const lines = require('readline').createInterface({ input: process.stdin });
        console.log('ready');
        lines.on('line', path => {
            const scan = path.endsWith('.parquet') ? pl.scanParquet(path) : pl.scanCSV(path);
            const error = pl.col('Actual').cast(pl.Float64).minus(pl.col('Predicted').cast(pl.Float64));
            const frame = scan.select(error.mul(error).mean().alias('mse')).collectSync();
            console.log(frame.getColumn('mse').get(0));
        });
        """;

    internal const string Pandas = """
        import sys
        import pandas as pd
        print('ready', flush=True)
        for path in sys.stdin:
            path = path.strip()
            columns = ['Actual', 'Predicted']
            frame = pd.read_parquet(path, columns=columns) if path.endswith('.parquet') else pd.read_csv(path, usecols=columns)
            print(((frame.Actual - frame.Predicted) ** 2).mean(), flush=True)
        """;
}
