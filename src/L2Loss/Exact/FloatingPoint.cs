using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>Between double and the two types of the columns that are measured in place, double and float.</summary>
internal static class FloatingPoint
{
    /// <summary>The value as a double, without loss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Widen<T>(T value)
        where T : unmanaged =>
        typeof(T) == typeof(double) ? Unsafe.As<T, double>(ref value) : Unsafe.As<T, float>(ref value);

    /// <summary>The nearest value of a type.</summary>
    internal static T Narrow<T>(double value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            return Unsafe.As<double, T>(ref value);
        }

        float narrow = (float)value;
        return Unsafe.As<float, T>(ref narrow);
    }
}
