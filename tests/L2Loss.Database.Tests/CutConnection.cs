using System.Net;
using System.Net.Sockets;

namespace L2Loss.Database.Tests;

/// <summary>A way to a server on this machine that is gone after it has sent so many bytes.</summary>
internal sealed class CutConnection : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _port;
    private readonly int _bytes;

    internal CutConnection(int port, int bytes)
    {
        (_port, _bytes) = (port, bytes);
        _listener.Start();
        _ = ForwardAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    private async Task ForwardAsync()
    {
        using TcpClient client = await _listener.AcceptTcpClientAsync();
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, _port);
        _ = client.GetStream().CopyToAsync(server.GetStream());
        byte[] buffer = new byte[4096];
        int count;
        for (int sent = 0; sent < _bytes && (count = await server.GetStream().ReadAsync(buffer)) > 0; sent += count)
        {
            await client.GetStream().WriteAsync(buffer.AsMemory(0, count));
        }
    }
}
