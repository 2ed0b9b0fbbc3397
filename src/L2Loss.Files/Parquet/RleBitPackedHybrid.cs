namespace L2Loss.Files;

/// <summary>Small whole numbers as runs of one value or as bits side by side.</summary>
internal struct RleBitPackedHybrid
{
    private readonly int _width;
    private PageBytes _bytes;
    private long _left;
    private long _bit;
    private int _value;
    private bool _isPacked;

    /// <summary>Numbers of so many bits.</summary>
    internal RleBitPackedHybrid(PageBytes bytes, int width)
    {
        if (width is < 0 or > 32)
        {
            throw new InvalidDataException($"a page has numbers of {width} bits");
        }

        _bytes = bytes;
        _width = width;
    }

    /// <summary>Whether nothing stands behind the run that was read last.</summary>
    internal readonly bool IsAtEnd => _bytes.Left <= (_isPacked ? (_bit + (_left * _width) + 7) / 8 : 0);

    /// <summary>Reads some.</summary>
    internal void Read(Span<int> to)
    {
        if (_width == 0)
        {
            // The only value there is; not all writers write it.
            to.Clear();
            return;
        }

        while (!to.IsEmpty)
        {
            if (_left == 0)
            {
                StartRun();
            }

            int count = (int)Math.Min(_left, to.Length);
            if (_isPacked)
            {
                Unpack(to[..count]);
            }
            else
            {
                to[..count].Fill(_value);
            }

            _left -= count;
            to = to[count..];
        }
    }

    /// <summary>Passes over some; false where one is another than this.</summary>
    internal bool PassOver(int value, int count)
    {
        Span<int> some = stackalloc int[256];
        while (count > 0)
        {
            if (_left == 0)
            {
                StartRun();
            }

            int length = (int)Math.Min(_left, count);
            if (_isPacked)
            {
                length = Math.Min(length, some.Length);
                Unpack(some[..length]);
            }

            if (_isPacked ? some[..length].IndexOfAnyExcept(value) >= 0 : _value != value)
            {
                return false;
            }

            _left -= length;
            count -= length;
        }

        return true;
    }

    private void StartRun()
    {
        if (_isPacked)
        {
            _bytes.Take((_bit + 7) / 8);
            (_isPacked, _bit) = (false, 0);
        }

        ulong header = _bytes.TakeVarint();
        if (header is 0 or > uint.MaxValue)
        {
            throw new InvalidDataException("a page has an empty run");
        }

        _left = (long)(header >> 1);
        _isPacked = (header & 1) == 1;
        if (_isPacked)
        {
            _left *= 8;
        }
        else
        {
            ReadOnlySpan<byte> bytes = _bytes.Take((_width + 7) / 8);
            _value = 0;
            for (int i = 0; i < bytes.Length; i++)
            {
                _value |= bytes[i] << (8 * i);
            }

            if ((ulong)(uint)_value >> _width != 0)
            {
                throw new InvalidDataException($"a page has a number that takes more than {_width} bits");
            }
        }
    }

    private void Unpack(Span<int> to)
    {
        // The last run need not have all the bits that its number of values would take.
        if ((_bit + ((long)to.Length * _width) + 7) / 8 > _bytes.Left)
        {
            throw new InvalidDataException("a page has fewer bytes than its values need");
        }

        for (int i = 0; i < to.Length; i++)
        {
            to[i] = (int)_bytes.Bits(_bit, _width);
            _bit += _width;
        }
    }
}
