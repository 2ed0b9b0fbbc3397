using System.Text;

namespace L2Loss.Files;

/// <summary>Text in another encoding.</summary>
internal static class Transcoding
{
    /// <summary>The text of a stream as UTF-8; the stream is closed with it.</summary>
    internal static Stream ToUtf8(Stream text, Encoding encoding) =>
        new Utf8Bytes(new StreamReader(text, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 14));

    private sealed class Utf8Bytes(StreamReader reader) : InputStream(reader)
    {
        private readonly Encoder _encoder = new UTF8Encoding(false).GetEncoder();
        private readonly char[] _characters = new char[1 << 14];
        private readonly byte[] _bytes = new byte[3 * ((1 << 14) + 1)];
        private int _start;
        private int _end;

        public override int Read(byte[] buffer, int offset, int count)
        {
            bool isAtEnd = false;
            while (_start == _end && !isAtEnd)
            {
                int length = reader.Read(_characters, 0, _characters.Length);
                isAtEnd = length == 0;
                _start = 0;
                _end = _encoder.GetBytes(_characters, 0, length, _bytes, 0, flush: isAtEnd);
            }

            int taken = Math.Min(count, _end - _start);
            Buffer.BlockCopy(_bytes, _start, buffer, offset, taken);
            _start += taken;
            return taken;
        }
    }
}
