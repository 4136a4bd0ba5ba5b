package dev.redkit.admin;

import dev.redkit.failure.Failure;
import dev.redkit.failure.Unreachable;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** The same question to every server behind a target, at the same time. One that does not answer spoils no other's answer. */
public final class EveryNode {
    private static final int AT_ONCE = 16;

    private EveryNode() {}

    /**
     * What one server said.
     *
     * @param value or null
     * @param failure why there is none; or null
     */
    public record Answer<T>(Node node, T value, Failure failure) {
        public String server() {
            return node.address().toString();
        }
    }

    /** All servers: masters and replicas. When none of them answers, that is a failure. */
    public static <T> List<Answer<T>> ask(Redis redis, Function<Wire, T> question) {
        return ask(redis, redis.refresh().nodes(), question);
    }

    /** Only those that take writes; of a lone server that one, whatever it is. */
    public static <T> List<Answer<T>> askMasters(Redis redis, Function<Wire, T> question) {
        List<Node> nodes = redis.refresh().nodes();
        return ask(
                redis,
                nodes.size() == 1
                        ? nodes
                        : nodes.stream().filter(Node::isMaster).toList(),
                question);
    }

    /** These servers. */
    public static <T> List<Answer<T>> ask(Redis redis, List<Node> nodes, Function<Wire, T> question) {
        if (nodes.size() == 1) {
            try (Wire wire = redis.wire(nodes.get(0))) {
                return List.of(new Answer<>(nodes.get(0), question.apply(wire), null));
            }
        }
        ExecutorService crew = Executors.newFixedThreadPool(Math.max(1, Math.min(AT_ONCE, nodes.size())), work -> {
            Thread thread = new Thread(work, "ask");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Answer<T>>> asked = new ArrayList<>();
            nodes.forEach(node -> asked.add(crew.submit(() -> one(redis, node, question))));
            List<Answer<T>> answers = new ArrayList<>();
            for (Future<Answer<T>> one : asked) {
                answers.add(one.get());
            }
            if (!answers.isEmpty() && answers.stream().allMatch(answer -> answer.failure() != null)) {
                throw answers.get(0).failure();
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted while servers were asked", null, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            crew.shutdown();
        }
    }

    private static <T> Answer<T> one(Redis redis, Node node, Function<Wire, T> question) {
        try (Wire wire = redis.wire(node)) {
            return new Answer<>(node, question.apply(wire), null);
        } catch (Failure e) {
            return new Answer<>(node, null, e);
        }
    }

    /** The reply, or the failure that an error reply means. */
    public static Reply demand(Wire wire, String tried, byte[]... command) {
        Reply reply = wire.call(command);
        if (reply instanceof Reply.Err error) {
            throw Refusal.failure(error, tried + " on " + wire.address());
        }
        return reply;
    }
}
