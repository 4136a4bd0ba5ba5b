package dev.redkit.redis;

import dev.redkit.failure.Failure;
import dev.redkit.failure.Unreachable;
import dev.redkit.target.Address;
import dev.redkit.target.Credentials;
import dev.redkit.target.Target;
import dev.redkit.target.Tls;
import dev.redkit.target.TlsContext;
import dev.redkit.target.TlsFault;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.ProtocolVersion;
import io.netty.channel.ConnectTimeoutException;
import java.io.Closeable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lettuce, asked a few questions at a time: connect, ask, disconnect. Answers are lists of Lettuce's plain objects
 * (String, Long, List, null), and a lone text is a list of one. Whatever goes wrong is said in the same words as on the wire.
 */
final class ControlPlane implements Closeable {
    static {
        LettuceSettings.apply();
    }

    private final SlimLettuce lettuce;
    private final Target target;

    /** For servers that are reached as {@code target} says, whichever their addresses. */
    ControlPlane(Target target) {
        this.target = target;
        this.lettuce = new SlimLettuce(options(target));
    }

    private static ClientOptions options(Target target) {
        ClientOptions.Builder options = ClientOptions.builder()
                .autoReconnect(false)
                .pingBeforeActivateConnection(false)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled());
        if (target.protocol() == 2) {
            options.protocolVersion(ProtocolVersion.RESP2);
        }
        target.tlsContext().ifPresent(tls -> options.sslOptions(ssl(tls, target)));
        return options.build();
    }

    private static SslOptions ssl(TlsContext tls, Target target) {
        return SslOptions.builder()
                .jdkSslProvider()
                .handshakeTimeout(target.timeout())
                .sslContext(context -> {
                    if (tls.trustManager() != null) {
                        context.trustManager(tls.trustManager());
                    }
                    if (tls.keyManager() != null) {
                        context.keyManager(tls.keyManager());
                    }
                })
                .sslParameters(tls::parameters)
                .build();
    }

    /**
     * The answers of one server, in the order of the questions. An error reply to any of them is a failure. All addresses
     * of its name are tried, as on the wire.
     */
    List<List<Object>> ask(Address server, Credentials credentials, List<List<String>> questions) {
        RedisURI uri = uri(server, credentials);
        Exception last = null;
        try {
            for (InetAddress one : InetAddress.getAllByName(server.host())) {
                try {
                    return ask(uri, new InetSocketAddress(named(one), server.port()), questions);
                } catch (RedisConnectionException e) {
                    last = e;
                }
            }
        } catch (RedisException | ExecutionException | TimeoutException | UnknownHostException e) {
            last = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted while " + server + " was asked", null, e);
        }
        throw explain(last, server, credentials);
    }

    private List<List<Object>> ask(RedisURI uri, SocketAddress address, List<List<String>> questions)
            throws InterruptedException, ExecutionException, TimeoutException {
        try (StatefulRedisConnection<String, String> connection = lettuce.connect(uri, address)) {
            List<AsyncCommand<String, String, List<Object>>> asked = new ArrayList<>();
            for (List<String> question : questions) {
                AsyncCommand<String, String, List<Object>> command = command(question);
                asked.add(command);
                connection.dispatch(command);
            }
            List<List<Object>> answers = new ArrayList<>();
            for (AsyncCommand<String, String, List<Object>> one : asked) {
                answers.add(one.get(target.timeout().toMillis(), TimeUnit.MILLISECONDS));
            }
            return answers;
        }
    }

    /** Lettuce checks a certificate against the name that the address carries. */
    private InetAddress named(InetAddress address) throws UnknownHostException {
        String name = target.tls().map(Tls::sni).orElse(null);
        return name == null ? address : InetAddress.getByAddress(name, address.getAddress());
    }

    private RedisURI uri(Address server, Credentials credentials) {
        RedisURI.Builder uri = RedisURI.builder()
                .withHost(server.host())
                .withPort(server.port())
                .withTimeout(target.timeout());
        if (!target.clientName().isEmpty()) {
            uri.withClientName(target.clientName());
        }
        String password = credentials.present() ? credentials.password() : null;
        if (password != null && credentials.user() != null) {
            uri.withAuthentication(credentials.user(), password.toCharArray());
        } else if (password != null) {
            uri.withPassword(password.toCharArray());
        }
        // The trust manager of --insecure is ours already, so CA here only means: do not compare names.
        target.tls()
                .ifPresent(tls ->
                        uri.withSsl(true).withVerifyPeer(tls.insecure() ? SslVerifyMode.CA : SslVerifyMode.FULL));
        return uri.build();
    }

    private static AsyncCommand<String, String, List<Object>> command(List<String> words) {
        CommandArgs<String, String> args = new CommandArgs<>(StringCodec.UTF8);
        words.subList(1, words.size()).forEach(args::add);
        return new AsyncCommand<>(
                new Command<>(new Word(words.get(0)), new NestedMultiOutput<>(StringCodec.UTF8), args));
    }

    /** A command name, also of those that Lettuce does not list in {@link CommandType}. */
    private record Word(String text) implements ProtocolKeyword {
        @Override
        public byte[] getBytes() {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    private Failure explain(Exception cause, Address server, Credentials credentials) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof RedisCommandExecutionException refused) {
                return Refusal.failure(new Reply.Err(refused.getMessage()), "question to " + server);
            }
            if (one instanceof TimeoutException
                    || one instanceof SocketTimeoutException
                    || one instanceof RedisCommandTimeoutException
                    || one instanceof ConnectTimeoutException) {
                return new Unreachable(
                        "no answer from " + server + " within "
                                + target.timeout().toMillis() + " ms",
                        "check the address and the firewall; wait longer with --timeout",
                        cause);
            }
        }
        return target.tls()
                .flatMap(tls -> TlsFault.explain(cause, server, tls))
                .orElseGet(() -> asTheWireSays(cause, server, credentials));
    }

    private Unreachable asTheWireSays(Exception cause, Address server, Credentials credentials) {
        try (Wire wire =
                Wire.open(target.node(server).but().credentials(credentials).build())) {
            return new Unreachable(
                    "no answer from " + wire.address() + ": " + cause.getMessage(),
                    "is it very busy? try again",
                    cause);
        } catch (Unreachable e) {
            return e;
        }
    }

    @Override
    public void close() {
        lettuce.close();
    }
}
