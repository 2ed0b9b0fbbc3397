using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>
/// Measures files: opens them, finds the columns that are asked for, and joins two of them.
/// </summary>
internal sealed class FileSource
{
    private readonly FileRun _files;
    private readonly RecordPlan _plan;
    private readonly Func<string, RecordRun> _newRun;

    /// <summary>Reads files.</summary>
    /// <param name="files">How they are opened.</param>
    /// <param name="plan">Where the values of a record are.</param>
    /// <param name="newRun">What is made of the records of one file.</param>
    internal FileSource(FileRun files, RecordPlan plan, Func<string, RecordRun> newRun)
    {
        _files = files;
        _plan = plan;
        _newRun = newRun;
    }

    /// <summary>Measures one file; one that cannot be read to its end gives an error and no result.</summary>
    internal void Measure(string path)
    {
        RecordRun run = _newRun(path);
        Action? finish;
        using (RecordFile? file = _files.Open(path))
        {
            finish = file is null ? null : _files.Read(file, path, run, progress => Measure(file, path, run, progress));
        }

        finish?.Invoke();
    }

    /// <summary>Measures two files, joined by their keys.</summary>
    internal void Measure(string actualPath, string predictedPath, JoinKeys keys)
    {
        RecordRun run = _newRun(actualPath);
        Join(run, actualPath, predictedPath, keys)?.Invoke();
    }

    /// <summary>What writes the result; null, after an error, where there is none.</summary>
    private Action? Join(RecordRun run, string actualPath, string predictedPath, JoinKeys keys)
    {
        IEnumerable<ValueSource> ofActual = [_plan.Actual, .. _plan.Keys];
        using RecordFile? actual = OpenPart(actualPath, _plan.Weight is null ? ofActual : ofActual.Append(_plan.Weight), keys.Actual);
        using RecordFile? predicted = OpenPart(predictedPath, _plan.Predicted, keys.Predicted);
        if (actual is null || predicted is null)
        {
            return null;
        }

        if (!ColumnPlan.TryResolve(
            run.Output.Call,
            _plan,
            keys,
            (actualPath, actual),
            (predictedPath, predicted),
            out JoinColumns? columns,
            out ErrorRecord? error))
        {
            run.Output.Error(error);
            return null;
        }

        if (run.Items.PassesThrough && ColumnPlan.FindRepeated(actualPath, actual) is ErrorRecord repeated)
        {
            run.Output.Error(repeated);
            return null;
        }

        WarnOfNested(run, actualPath, actual);
        WarnOfNested(run, predictedPath, predicted);
        using JoinedFile? joined = Join(run, actual, actualPath, predicted, predictedPath, columns);
        if (joined is null)
        {
            return null;
        }

        var errors = new JoinErrors(run, actualPath, predictedPath, keys, joined.Columns);
        Action? finish = _files.Read(joined, actualPath, run, progress =>
            new FileRecords(run, joined, errors, progress.Update).Measure(columns.Roles, _plan.KeyNames, NamesOf(joined, actual.Columns.Count)));
        if (finish is not null && joined.HasNoMatch)
        {
            run.Output.Warning(Errors.NoKeyMatches(
                actualPath, keys.Show(joined.FirstKey, false), predictedPath, keys.Show(joined.FirstPredictedKey, true)));
        }

        PointWatch? points = joined.PredictedPoints;
        int before = actual.Columns.Count;
        return finish is null ? null : () =>
        {
            run.WarnOfPoints(predictedPath, points, part => errors.Place(before + part));
            finish();
        };
    }

    /// <summary>Two files as one: read side by side where they are long and in order, else with the predicted one in memory.</summary>
    private JoinedFile? Join(
        RecordRun run, RecordFile actual, string actualPath, RecordFile predicted, string predictedPath, JoinColumns columns)
    {
        if (!run.Items.PassesThrough
            && predicted.Length >= OrderedJoin.LeastLength
            && IsInOrder(run, predictedPath, columns.PredictedKeys)
            && IsInOrder(run, actualPath, columns.ActualKeys))
        {
            run.Output.Verbose("The keys of both files are whole numbers in ascending order: they are read side by side.");
            return new OrderedJoin(actual, columns.ActualKeys, predicted, columns.PredictedKeys, columns.Predicted, run.Reader);
        }

        HeldRecords? held = _files.Read(
            predicted,
            predictedPath,
            run,
            progress => HeldRecords.Read(
                predicted,
                columns.PredictedKeys,
                columns.Predicted,
                run.Reader,
                run.Items.PassesThrough,
                progress.Update,
                run.Output.Stop));
        return held is null ? null : new HeldJoin(actual, columns.ActualKeys, held);
    }

    /// <summary>Whether a file that can be read twice has whole numbers in ascending order as its keys.</summary>
    private bool IsInOrder(RecordRun run, string path, int[] keys)
    {
        // Pipes and devices have no length.
        if (keys.Length > 1 || new FileInfo(path) is not { Exists: true, Length: > 0 })
        {
            return false;
        }

        using RecordFile? file = _files.OpenAgain(path);
        return file is { KeepsBlocks: true } && _files.Read(
            file, path, run, progress => KeyOrder.IsOf(file, keys, run.Reader, progress.Update, run.Output.Stop) ? file : null) is not null;
    }

    /// <summary>A file of a join; one without even a header has the columns that are looked for, and no records.</summary>
    private RecordFile? OpenPart(string path, IEnumerable<ValueSource> sources, string[] keys)
    {
        RecordFile? file = _files.Open(path);
        if (file is not { Columns.Count: 0 })
        {
            return file;
        }

        file.Dispose();
        IEnumerable<string> names = sources.Select(source => source.Property!).Concat(keys);
        return DelimitedFile.Open(Stream.Null, new TextOptions(Header: [.. names.Distinct(StringComparer.OrdinalIgnoreCase)]));
    }

    private Action? Measure(RecordFile file, string path, RecordRun run, FileProgress progress)
    {
        if (file.Columns.Count == 0)
        {
            // Nothing at all, not even a header: no records, as from Import-Csv.
            return () => run.FinishEmpty([.. _plan.Predicted.Select(source => source.Name)], _plan.KeyNames);
        }

        if ((_plan.HasScript || run.Items.PassesThrough) && ColumnPlan.FindRepeated(path, file) is ErrorRecord repeated)
        {
            run.Output.Error(repeated);
            return null;
        }

        if (ColumnPlan.FindNested(run.Output.Call, _plan, path, file) is ErrorRecord nested)
        {
            run.Output.Error(nested);
            return null;
        }

        WarnOfNested(run, path, file);
        var records = new FileRecords(run, file, new FileErrors(run, path, file.Columns), progress.Update);
        if (_plan.HasScript)
        {
            return records.MeasureObjects(_plan);
        }

        if (!ColumnPlan.TryResolve(run.Output.Call, _plan, path, file, out ColumnRoles? roles, out ErrorRecord? error))
        {
            run.Output.Error(error);
            return null;
        }

        return records.Measure(roles, _plan.KeyNames, file.Columns);
    }

    /// <summary>Says which columns copies of the records lack.</summary>
    private static void WarnOfNested(RecordRun run, string path, RecordFile file)
    {
        if (run.Items.PassesThrough && file.NestedColumns.Count > 0)
        {
            run.Output.Warning(Errors.NestedLeftOut(path, file.NestedColumns));
        }
    }

    /// <summary>The properties of joined records: columns of the predicted file may have names of the actual one.</summary>
    private static List<string> NamesOf(JoinedFile joined, int ofActual)
    {
        List<string> names = [.. joined.Columns.Take(ofActual)];
        foreach (string column in joined.Columns.Skip(ofActual))
        {
            string name = column;
            while (names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                name += " (predicted)";
            }

            names.Add(name);
        }

        return names;
    }
}
