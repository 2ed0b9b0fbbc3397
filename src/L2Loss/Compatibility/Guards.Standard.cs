using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace System;

/// <summary>Checks of arguments that .NET Standard 2.0 lacks, under the names that .NET has for them.</summary>
internal static class Guards
{
    extension(ArgumentNullException)
    {
        internal static void ThrowIfNull(
            object? argument, [CallerArgumentExpression(nameof(argument))] string? name = null)
        {
            if (argument is null)
            {
                throw new ArgumentNullException(name);
            }
        }
    }

    extension(ArgumentOutOfRangeException)
    {
        internal static void ThrowIfLessThan<T>(
            T value, T other, [CallerArgumentExpression(nameof(value))] string? name = null)
            where T : IComparable<T>
        {
            if (value.CompareTo(other) < 0)
            {
                throw new ArgumentOutOfRangeException(name, value, $"The value must be at least {other}.");
            }
        }

        internal static void ThrowIfNotEqual(
            int value, int other, [CallerArgumentExpression(nameof(value))] string? name = null)
        {
            if (value != other)
            {
                throw new ArgumentOutOfRangeException(name, value, $"The value must be {other}.");
            }
        }
    }

    extension(ObjectDisposedException)
    {
        internal static void ThrowIf([DoesNotReturnIf(true)] bool condition, object instance)
        {
            if (condition)
            {
                throw new ObjectDisposedException(instance.GetType().FullName);
            }
        }
    }
}
