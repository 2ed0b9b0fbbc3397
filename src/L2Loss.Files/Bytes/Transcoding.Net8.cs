using System.Text;

namespace L2Loss.Files;

/// <summary>Text in another encoding.</summary>
internal static class Transcoding
{
    /// <summary>The text of a stream as UTF-8; the stream is closed with it.</summary>
    internal static Stream ToUtf8(Stream text, Encoding encoding) =>
        Encoding.CreateTranscodingStream(text, encoding, new UTF8Encoding(false));
}
