using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>The records of a file as objects, as script blocks need them.</summary>
internal static class FileRows
{
    /// <summary>Hands each record over, with its line for the messages.</summary>
    internal static void AddTo(
        ObjectRecords records, RecordFile file, RecordRun run, FileErrors errors, FileProgress progress)
    {
        int[] texts = [.. Enumerable.Range(0, file.Columns.Count)];
        file.Select(new ColumnSelection([], texts, run.Reader));
        long number = 0;
        foreach (RecordBlock block in file.ReadBlocks(run.Output.Stop))
        {
            for (int i = 0; i < block.Count; i++)
            {
                number++;
                records.Line = block.Line(i);
                NumberFault fault = block.Fault(i);
                if (fault == NumberFault.None)
                {
                    records.Add(RecordShape.OfBlock(file.Columns, block, i));
                }
                else
                {
                    BadCell bad = block.Bad(i, 0, fault, number);
                    records.LeaveOut(fault, () => errors.ToError(bad));
                }
            }

            progress.Update();
        }
    }
}
