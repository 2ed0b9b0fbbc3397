namespace L2Loss.Files;

/// <summary>The bytes in a gzip file (RFC 1952), whole or not at all.</summary>
/// <remarks>
/// GZipStream of .NET Framework ends after the first member of a file, and takes a file that breaks off for one that ends.
/// </remarks>
internal sealed class GzipBytes : InputStream
{
    private const string Damaged = "The compressed data is cut off or damaged.";
    private const int HasChecksum = 2;
    private const int HasExtra = 4;
    private const int HasName = 8;
    private const int HasComment = 16;

    private static readonly uint[] Checksums = [.. Enumerable.Range(0, 256).Select(ChecksumOf)];

    private readonly Stream _file;
    private readonly Inflater _inflater;
    private int _start;
    private uint _checksum;
    private uint _length;
    private bool _isInMember;
    private bool _atEnd;

    /// <summary>The content of a file, which is closed with this stream.</summary>
    internal GzipBytes(Stream file)
    {
        _file = file;
        _inflater = new Inflater(file);
    }

    /// <inheritdoc/>
    /// <exception cref="MalformedFileException">The file breaks off or is damaged.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (!_atEnd && _start == _inflater.End)
        {
            ReadAhead();
        }

        int length = Math.Min(count, _inflater.End - _start);
        Buffer.BlockCopy(_inflater.Output, _start, buffer, offset, length);
        _start += length;
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Exception Damage() => new MalformedFileException(Damaged);

    private static uint ChecksumOf(int value)
    {
        uint checksum = (uint)value;
        for (int i = 0; i < 8; i++)
        {
            checksum = (checksum >> 1) ^ ((checksum & 1) == 0 ? 0 : 0xEDB88320);
        }

        return checksum;
    }

    private void ReadAhead()
    {
        if (!_isInMember)
        {
            ReadHeader();
        }

        if (_inflater.Read(out _start))
        {
            byte[] output = _inflater.Output;
            uint checksum = _checksum;
            for (int i = _start; i < _inflater.End; i++)
            {
                checksum = Checksums[(byte)(checksum ^ output[i])] ^ (checksum >> 8);
            }

            _checksum = checksum;
            _length += (uint)(_inflater.End - _start);
            return;
        }

        if (ReadWord() != ~_checksum || ReadWord() != _length)
        {
            throw Damage();
        }

        _isInMember = false;
        _atEnd = _inflater.IsSourceAtEnd;
    }

    private void ReadHeader()
    {
        if (_inflater.ReadByte() != 0x1F || _inflater.ReadByte() != 0x8B || _inflater.ReadByte() != 8)
        {
            throw Damage();
        }

        int flags = _inflater.ReadByte();
        Skip(6);
        if ((flags & HasExtra) != 0)
        {
            Skip(_inflater.ReadByte() | (_inflater.ReadByte() << 8));
        }

        SkipText((flags & HasName) != 0);
        SkipText((flags & HasComment) != 0);
        Skip((flags & HasChecksum) != 0 ? 2 : 0);
        _inflater.Start();
        _checksum = uint.MaxValue;
        _length = 0;
        _isInMember = true;
    }

    private void Skip(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _inflater.ReadByte();
        }
    }

    private void SkipText(bool isThere)
    {
        while (isThere)
        {
            isThere = _inflater.ReadByte() != 0;
        }
    }

    private uint ReadWord()
    {
        uint word = 0;
        for (int i = 0; i < 32; i += 8)
        {
            word |= (uint)_inflater.ReadByte() << i;
        }

        return word;
    }
}
