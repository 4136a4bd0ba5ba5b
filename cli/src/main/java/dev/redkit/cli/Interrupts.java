package dev.redkit.cli;

import dev.redkit.commands.Cancellation;
import dev.redkit.console.Console;
import dev.redkit.console.ExitCode;
import java.lang.reflect.Proxy;

/**
 * Ctrl-C and SIGTERM. Unless a command watches its {@link Cancellation}, the JVM ends at once with 130 or 143, as it
 * always does. Once a command watches, it is asked to come to an end, and only a second signal does not wait for it.
 */
final class Interrupts {
    private final Console console;
    private final Cancellation cancellation = new Cancellation(this::take);
    private volatile ExitCode cause;

    Interrupts(Console console) {
        this.console = console;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** The code of the run, unless a signal ended it. */
    int exitCode(int code) {
        ExitCode why = cause;
        return why == null ? code : why.code();
    }

    /** Takes both signals over. By reflection: the compiler warns of the class in a way that nothing silences. */
    private void take() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    Interrupts.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, args) -> {
                        if ("handle".equals(method.getName())) {
                            arrived("SIGTERM".equals(args[0].toString()) ? ExitCode.TERMINATED : ExitCode.INTERRUPTED);
                        }
                        return null;
                    });
            for (String name : new String[] {"INT", "TERM"}) {
                Object one = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handler).invoke(null, one, ours);
            }
        } catch (ReflectiveOperationException e) {
            console.debug("signals stay with the JVM: " + e);
        }
    }

    private void arrived(ExitCode why) {
        if (cause != null) {
            Runtime.getRuntime().halt(why.code());
        }
        cause = why;
        cancellation.request();
        console.detail("stopping; once more stops at once");
    }
}
