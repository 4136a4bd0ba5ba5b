package dev.redkit.cli;

import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.target.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A way to one server through another machine: the system's ssh, with the user's own keys and configuration, forwards a
 * unix socket in a private directory. A shell between us holds a pipe, so that ssh ends with redkit, however that ends.
 */
final class SshTunnel implements AutoCloseable {
    private static final String KEEPER =
            "exec 3<&0; ssh \"$@\" </dev/null & p=$!; (read -r _ <&3; kill $p 2>/dev/null) & wait $p";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Process process;

    private SshTunnel(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    private Path socket() {
        return directory.resolve("redis");
    }

    static SshTunnel open(String bastion, Target target) {
        if (target.mode() != Target.Mode.STANDALONE || target.address().isUnix()) {
            throw new UsageError("--ssh leads to one server with a host and port, not to " + target);
        }
        if (bastion.startsWith("-")) {
            throw new UsageError("--ssh: '" + bastion + "' is not a machine");
        }
        try {
            Path directory = Files.createTempDirectory("redkit-ssh");
            Address address = target.address();
            List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", KEEPER, "redkit-ssh", "-N"));
            command.addAll(List.of("-o", "ExitOnForwardFailure=yes", "-o", "StreamLocalBindMask=0177"));
            command.addAll(List.of("-L", directory.resolve("redis") + ":" + address, bastion));
            Process process = HiddenWords.keptFrom(new ProcessBuilder(command))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            SshTunnel tunnel = new SshTunnel(directory, process);
            tunnel.await(bastion);
            return tunnel;
        } catch (IOException e) {
            throw new Unreachable("ssh to " + bastion + " cannot be started: " + e.getMessage(), null, e);
        }
    }

    private void await(String bastion) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!Files.exists(socket())) {
                if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    close();
                    throw new Unreachable(
                            "ssh to " + bastion + " ended with exit code " + process.exitValue(),
                            "try 'ssh " + bastion + "' by itself");
                }
                if (System.nanoTime() > deadline) {
                    close();
                    throw new Unreachable("ssh to " + bastion + " was not there after " + PATIENCE.toSeconds() + " s");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new Unreachable("ssh to " + bastion + " was interrupted", null, e);
        }
    }

    /** The same target, reached through here; a certificate is still checked for the server's own name. */
    Target through(Target target) {
        Target.Builder builder = Target.standalone(Address.unix(socket()))
                .credentials(target.credentials())
                .db(target.db())
                .protocol(target.protocol())
                .timeout(target.timeout())
                .clientName(target.clientName());
        target.tls().ifPresent(tls -> {
            String name = tls.sni() == null ? target.address().host() : tls.sni();
            builder.tls(new Tls(tls.caCert(), tls.cert(), tls.key(), name, tls.insecure()));
        });
        return builder.build();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroy();
            }
            Files.deleteIfExists(socket());
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // What is left is an empty socket file in a temporary directory.
            process.destroy();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
