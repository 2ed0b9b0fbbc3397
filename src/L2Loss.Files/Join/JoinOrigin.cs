namespace L2Loss.Files;

/// <summary>What a message on a record of a join needs beyond its cell.</summary>
/// <param name="PredictedRecord">The record of the predicted file that it is about; 0 for one of the actual file.</param>
/// <param name="PredictedLine">The line on which that record starts; 0 in a format without lines.</param>
/// <param name="FirstRecord">For a key that was there before, the record of the same file that had it first.</param>
/// <param name="Key">For a fault of the key, the key.</param>
internal sealed record JoinOrigin(long PredictedRecord, long PredictedLine, long FirstRecord, RecordKey Key = default);
