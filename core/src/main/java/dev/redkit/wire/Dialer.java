package dev.redkit.wire;

import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.Unreachable;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.target.TlsFault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes connections: names to addresses, each tried in turn, TLS on top; says plainly why none came about. */
final class Dialer {
    /** A connection and the waiting for it. */
    record Line(Transport transport, Readiness readiness) {}

    private Dialer() {}

    static Line dial(Target target) {
        Address address = target.address();
        long deadline = Readiness.deadline(target.timeout());
        IOException last = null;
        for (SocketAddress one : resolve(address)) {
            try {
                return connect(one, target, deadline);
            } catch (IOException e) {
                last = e;
            }
        }
        throw explain(address, target, last);
    }

    private static List<SocketAddress> resolve(Address address) {
        if (address.isUnix()) {
            return List.of(UnixDomainSocketAddress.of(address.socket()));
        }
        try {
            List<SocketAddress> all = new ArrayList<>();
            for (InetAddress one : InetAddress.getAllByName(address.host())) {
                all.add(new InetSocketAddress(one, address.port()));
            }
            return all;
        } catch (UnknownHostException e) {
            throw new Unreachable(
                    "no machine is called '" + address.host() + "'", "check the host name, or the DNS", e);
        }
    }

    private static Line connect(SocketAddress address, Target target, long deadline) throws IOException {
        SocketChannel channel = address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        Readiness readiness = null;
        try {
            readiness = new Readiness(channel);
            if (!channel.connect(address)) {
                do {
                    readiness.await(SelectionKey.OP_CONNECT, deadline);
                } while (!channel.finishConnect());
            }
            if (address instanceof InetSocketAddress) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            }
            return new Line(transport(channel, readiness, target, deadline), readiness);
        } catch (IOException | RuntimeException e) {
            if (readiness != null) {
                readiness.close();
            }
            channel.close();
            throw e;
        }
    }

    private static Transport transport(SocketChannel channel, Readiness readiness, Target target, long deadline)
            throws IOException {
        if (target.tls().isEmpty()) {
            return new PlainTransport(channel);
        }
        return TlsTransport.handshake(channel, readiness, target, deadline);
    }

    private static RuntimeException explain(Address address, Target target, IOException cause) {
        Optional<Unreachable> fault = target.tls().flatMap(tls -> TlsFault.explain(cause, address, tls));
        if (fault.isPresent()) {
            return fault.get();
        }
        if (cause instanceof SocketTimeoutException) {
            return new Unreachable(
                    "no connection to " + address + " within "
                            + target.timeout().toMillis() + " ms",
                    "check the address and the firewall; wait longer with --timeout",
                    cause);
        }
        if (address.isUnix() && !Files.exists(address.socket())) {
            return new Unreachable(
                    "no socket at " + address, "is the server running, and its 'unixsocket' this path?", cause);
        }
        if (address.isUnix() && !Files.isWritable(address.socket())) {
            return new NotAllowed("no permission to connect to " + address, "see the server's 'unixsocketperm'", cause);
        }
        if (cause instanceof ConnectException) {
            return new Unreachable(
                    "nothing listens at " + address + " (" + cause.getMessage() + ")",
                    "is the server running there? 'redkit server start' starts one, --embedded brings one along",
                    cause);
        }
        return new Unreachable("cannot connect to " + address + ": " + cause.getMessage(), null, cause);
    }
}
