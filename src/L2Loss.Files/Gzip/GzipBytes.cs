namespace L2Loss.Files;

/// <summary>The content of a gzip file (RFC 1952), whole or not at all.</summary>
/// <remarks>
/// GZipStream of .NET takes a file that breaks off for one that ends, that of .NET Framework ends after the first member.
/// </remarks>
internal sealed class GzipBytes : InputStream
{
    private const int Deflated = 8;
    private const int HasChecksum = 2;
    private const int HasExtra = 4;
    private const int HasName = 8;
    private const int HasComment = 16;
    private const int Reserved = 0xE0;

    private readonly BitReader _input;
    private readonly Inflater _inflater;
    private ArraySegment<byte> _content;
    private Crc32 _checksum;
    private uint _length;
    private bool _hasMember;
    private bool _isInMember;

    /// <summary>The content of a file, which is closed with this stream.</summary>
    /// <param name="file">The bytes to read.</param>
    /// <param name="cancellation">Ends a read of many zeros.</param>
    internal GzipBytes(Stream file, CancellationToken cancellation)
        : base(file)
    {
        _input = new BitReader(file, cancellation);
        _inflater = new Inflater(_input);
    }

    /// <inheritdoc/>
    /// <exception cref="MalformedFileException">The file breaks off or is damaged.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_content.Count == 0 && (_isInMember || StartMember()))
        {
            _content = _inflater.Next();
            _checksum.Add(_content);
            _length += (uint)_content.Count;
            if (_content.Count == 0)
            {
                EndMember();
            }
        }

        int length = Math.Min(count, _content.Count);
        _content.AsSpan(0, length).CopyTo(buffer.AsSpan(offset));
        _content = new ArraySegment<byte>(_content.Array ?? [], _content.Offset + length, _content.Count - length);
        return length;
    }

    private static MalformedFileException Damaged() => MalformedFileException.Damaged();

    /// <summary>Reads a header; false at the end of the file.</summary>
    private bool StartMember()
    {
        ReadOnlySpan<byte> first = _input.TakeBytes(1);
        if (_hasMember && (first.IsEmpty || first[0] == 0))
        {
            SkipZeros();
            return false;
        }

        _checksum = default;
        _checksum.Add(first);
        if (first.IsEmpty || first[0] != 0x1F || HeaderByte() != 0x8B || HeaderByte() != Deflated)
        {
            throw Damaged();
        }

        int flags = HeaderByte();
        SkipHeader(6);
        SkipHeader((flags & HasExtra) != 0 ? HeaderByte() | (HeaderByte() << 8) : 0);
        SkipText((flags & HasName) != 0);
        SkipText((flags & HasComment) != 0);
        ushort checksum = (ushort)_checksum.Value;
        if ((flags & Reserved) != 0 || ((flags & HasChecksum) != 0 && (HeaderByte() | (HeaderByte() << 8)) != checksum))
        {
            throw Damaged();
        }

        (_checksum, _length) = (default, 0);
        (_hasMember, _isInMember) = (true, true);
        _inflater.Start();
        return true;
    }

    private void EndMember()
    {
        _input.Align();
        uint checksum = (uint)(_input.Take(16) | (_input.Take(16) << 16));
        uint length = (uint)(_input.Take(16) | (_input.Take(16) << 16));
        _input.Align();
        if (checksum != _checksum.Value || length != _length)
        {
            throw Damaged();
        }

        _isInMember = false;
    }

    /// <summary>Zeros behind the last member, as tapes leave them, up to the end.</summary>
    private void SkipZeros()
    {
        ReadOnlySpan<byte> zeros;
        do
        {
            zeros = _input.TakeBytes(int.MaxValue);
            foreach (byte zero in zeros)
            {
                if (zero != 0)
                {
                    throw Damaged();
                }
            }
        }
        while (!zeros.IsEmpty);
    }

    private byte HeaderByte()
    {
        ReadOnlySpan<byte> value = _input.TakeBytes(1);
        _checksum.Add(value);
        return value.IsEmpty ? throw Damaged() : value[0];
    }

    private void SkipHeader(int count)
    {
        for (int i = 0; i < count; i++)
        {
            HeaderByte();
        }
    }

    private void SkipText(bool isThere)
    {
        while (isThere)
        {
            isThere = HeaderByte() != 0;
        }
    }
}
