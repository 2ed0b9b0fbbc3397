using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.Checksum;
using ICSharpCode.SharpZipLib.Zip.Compression;

namespace L2Loss.Files;

/// <summary>The bytes in a gzip file (RFC 1952), whole or not at all.</summary>
/// <remarks>
/// GZipStream of .NET Framework ends after the first member of a file, and takes a file that breaks off for one that ends.
/// That of SharpZipLib takes what follows a member for nothing, if it is no whole header.
/// </remarks>
internal sealed class GzipBytes : InputStream
{
    private const int Deflated = 8;
    private const int HasChecksum = 2;
    private const int HasExtra = 4;
    private const int HasName = 8;
    private const int HasComment = 16;

    private readonly Stream _file;
    private readonly CancellationToken _cancellation;
    private readonly Inflater _inflater = new(noHeader: true);
    private readonly Crc32 _checksum = new();
    private readonly byte[] _input = new byte[1 << 16];
    private int _next;
    private int _end;
    private bool _hasMember;
    private bool _isInMember;

    /// <summary>The content of a file, which is closed with this stream.</summary>
    /// <param name="file">The bytes to read.</param>
    /// <param name="source">Not used here.</param>
    /// <param name="cancellation">Ends a read of many zeros.</param>
    internal GzipBytes(Stream file, Stream? source, CancellationToken cancellation)
        : base(file)
    {
        _file = file;
        _cancellation = cancellation;
    }

    /// <inheritdoc/>
    /// <exception cref="MalformedFileException">The file breaks off or is damaged.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (count > 0 && (_isInMember || StartMember()))
        {
            int length = Inflate(buffer, offset, count);
            if (length > 0)
            {
                _checksum.Update(new ArraySegment<byte>(buffer, offset, length));
                return length;
            }

            if (_inflater.IsFinished)
            {
                EndMember();
            }
            else
            {
                Fill();
                _inflater.SetInput(_input, 0, _end);
            }
        }

        return 0;
    }

    private int Inflate(byte[] buffer, int offset, int count)
    {
        try
        {
            return _inflater.Inflate(buffer, offset, count);
        }
        catch (SharpZipBaseException error)
        {
            throw MalformedFileException.Damaged(error);
        }
    }

    /// <summary>Reads a header; false at the end of the file.</summary>
    private bool StartMember()
    {
        if (_next == _end && !TryFill())
        {
            return _hasMember ? false : throw MalformedFileException.Damaged();
        }

        int first = NextByte();
        if (_hasMember && first == 0)
        {
            SkipZeros();
            return false;
        }

        if (first != 0x1F || NextByte() != 0x8B || NextByte() != Deflated)
        {
            throw MalformedFileException.Damaged();
        }

        int flags = NextByte();
        Skip(6);
        if ((flags & HasExtra) != 0)
        {
            Skip(NextByte() | (NextByte() << 8));
        }

        SkipText((flags & HasName) != 0);
        SkipText((flags & HasComment) != 0);
        Skip((flags & HasChecksum) != 0 ? 2 : 0);
        _checksum.Reset();
        _inflater.Reset();
        _inflater.SetInput(_input, _next, _end - _next);
        (_hasMember, _isInMember) = (true, true);
        return true;
    }

    private void EndMember()
    {
        _next = _end - _inflater.RemainingInput;
        if (ReadWord() != (uint)_checksum.Value || ReadWord() != (uint)_inflater.TotalOut)
        {
            throw MalformedFileException.Damaged();
        }

        _isInMember = false;
    }

    /// <summary>Zeros behind the last member, as tapes leave them, up to the end.</summary>
    private void SkipZeros()
    {
        while (_next < _end || TryFill())
        {
            if (NextByte() != 0)
            {
                throw MalformedFileException.Damaged();
            }
        }
    }

    private void Skip(int count)
    {
        for (int i = 0; i < count; i++)
        {
            NextByte();
        }
    }

    private void SkipText(bool isThere)
    {
        while (isThere)
        {
            isThere = NextByte() != 0;
        }
    }

    private uint ReadWord()
    {
        uint word = 0;
        for (int i = 0; i < 32; i += 8)
        {
            word |= (uint)NextByte() << i;
        }

        return word;
    }

    private int NextByte()
    {
        if (_next == _end)
        {
            Fill();
        }

        return _input[_next++];
    }

    private void Fill()
    {
        if (!TryFill())
        {
            throw MalformedFileException.Damaged();
        }
    }

    private bool TryFill()
    {
        _cancellation.ThrowIfCancellationRequested();
        _next = 0;
        _end = _file.Read(_input, 0, _input.Length);
        return _end > 0;
    }
}
