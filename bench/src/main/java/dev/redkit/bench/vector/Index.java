package dev.redkit.bench.vector;

import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Where vectors are kept on a server and asked for: a vector set, or a search index over hashes. */
public abstract class Index {
    private static final int BATCH = 256;

    final String name;
    final Graph graph;

    /**
     * How the graph is built.
     *
     * @param links of each vector (M)
     * @param effort of building (EF)
     * @param precision of vector sets: {@code q8}, {@code f32}, {@code bin}
     */
    public record Graph(int links, int effort, String precision) {}

    private Index(String name, Graph graph) {
        this.name = name;
        this.graph = graph;
    }

    /** What reports call it. */
    public abstract String title();

    /** Makes it, empty. */
    abstract void create(Wire wire, int dimensions);

    abstract byte[][] add(int number, byte[] vector);

    /** Until what was added is found. */
    void settle(Wire wire, BooleanSupplier cancelled) {
        // A vector set answers with what it has.
    }

    /** The question for the k nearest, with that effort of searching. */
    abstract byte[][] ask(byte[] vector, int k, int effort);

    /** The numbers in an answer. */
    abstract int[] numbers(Reply reply);

    /** Removes everything again. */
    abstract void drop(Wire wire, int count);

    /** Whether a server knows that command. */
    public static boolean knows(Wire wire, String command) {
        Reply reply = wire.call("COMMAND", "INFO", command);
        return reply instanceof Reply.Array all
                && !all.items().isEmpty()
                && !all.items().get(0).isNil();
    }

    /** A vector set, of Redis 8. */
    public static Index vectorSet(String name, Graph graph) {
        return new VectorSet(name, graph);
    }

    /** An HNSW index of the search module over hashes. */
    public static Index search(String name, Graph graph) {
        return new Search(name, graph);
    }

    /** Adds all vectors, in batches, every reply read; {@code added} hears how many there are. */
    void fill(Wire wire, Vectors data, LongConsumer added, BooleanSupplier cancelled) {
        for (int from = 0; from < data.count() && !cancelled.getAsBoolean(); from += BATCH) {
            int to = Math.min(data.count(), from + BATCH);
            for (int i = from; i < to; i++) {
                wire.send(add(i, data.bytes(i)));
            }
            for (int i = from; i < to; i++) {
                if (wire.read() instanceof Reply.Err error) {
                    throw new ServerRefused("vector " + i + " was refused: " + error.message(), null);
                }
            }
            added.accept(to);
        }
        settle(wire, cancelled);
    }

    static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.UTF_8);
    }

    static byte[][] words(Object... parts) {
        byte[][] words = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            words[i] = parts[i] instanceof byte[] raw ? raw : bytes(parts[i].toString());
        }
        return words;
    }

    private static final class VectorSet extends Index {
        VectorSet(String name, Graph graph) {
            super(name, graph);
        }

        @Override
        public String title() {
            return "vector set";
        }

        @Override
        void create(Wire wire, int dimensions) {
            wire.demand("DEL", name);
        }

        @Override
        byte[][] add(int number, byte[] vector) {
            String precision = graph.precision().equals("f32")
                    ? "NOQUANT"
                    : graph.precision().toUpperCase(Locale.ROOT);
            return words("VADD", name, "FP32", vector, number, precision, "EF", graph.effort(), "M", graph.links());
        }

        @Override
        byte[][] ask(byte[] vector, int k, int effort) {
            return words("VSIM", name, "FP32", vector, "COUNT", k, "EF", effort);
        }

        @Override
        int[] numbers(Reply reply) {
            return reply.items().stream().mapToInt(one -> (int) one.number()).toArray();
        }

        @Override
        void drop(Wire wire, int count) {
            wire.demand("UNLINK", name);
        }
    }

    private static final class Search extends Index {
        private static final long LONGEST = TimeUnit.MINUTES.toNanos(30);

        Search(String name, Graph graph) {
            super(name, graph);
        }

        @Override
        public String title() {
            return "search index";
        }

        @Override
        void create(Wire wire, int dimensions) {
            Reply reply = wire.call(
                    "FT.CREATE",
                    name,
                    "ON",
                    "HASH",
                    "PREFIX",
                    "1",
                    name + ":",
                    "SCHEMA",
                    "v",
                    "VECTOR",
                    "HNSW",
                    "10",
                    "TYPE",
                    "FLOAT32",
                    "DIM",
                    Integer.toString(dimensions),
                    "DISTANCE_METRIC",
                    "COSINE",
                    "M",
                    Integer.toString(graph.links()),
                    "EF_CONSTRUCTION",
                    Integer.toString(graph.effort()));
            if (reply instanceof Reply.Err error) {
                throw new ServerRefused(
                        "the server has FT.SEARCH, but makes no index of vectors: " + error.message(),
                        "that takes RediSearch 2.4 or newer; --engine vset asks a vector set of Redis 8");
            }
        }

        @Override
        byte[][] add(int number, byte[] vector) {
            return words("HSET", name + ":" + number, "v", vector);
        }

        /** It indexes in the background. */
        @Override
        void settle(Wire wire, BooleanSupplier cancelled) {
            long begin = System.nanoTime();
            while (!cancelled.getAsBoolean()
                    && !indexed(wire.demand("FT.INFO", name).items())) {
                if (System.nanoTime() - begin > LONGEST) {
                    throw new Unreachable("the index " + name + " is not built after half an hour");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }

        private static boolean indexed(List<Reply> info) {
            for (int i = 0; i + 1 < info.size(); i += 2) {
                if (info.get(i).text().equals("percent_indexed")) {
                    return Double.parseDouble(info.get(i + 1).text()) >= 1;
                }
            }
            return true;
        }

        @Override
        byte[][] ask(byte[] vector, int k, int effort) {
            return words(
                    "FT.SEARCH",
                    name,
                    "*=>[KNN $k @v $q EF_RUNTIME $ef AS d]",
                    "PARAMS",
                    6,
                    "q",
                    vector,
                    "k",
                    k,
                    "ef",
                    effort,
                    "NOCONTENT",
                    "SORTBY",
                    "d",
                    "LIMIT",
                    0,
                    k,
                    "DIALECT",
                    2);
        }

        /** The number of all, then the keys. */
        @Override
        int[] numbers(Reply reply) {
            List<Integer> numbers = new ArrayList<>();
            List<Reply> items = reply.items();
            for (int i = 1; i < items.size(); i++) {
                numbers.add(Integer.parseInt(items.get(i).text().substring(name.length() + 1)));
            }
            return numbers.stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        void drop(Wire wire, int count) {
            wire.demand("FT.DROPINDEX", name, "DD");
        }
    }
}
