package dev.redkit.bench.workload;

import java.io.ByteArrayOutputStream;

/** One kind of command of a workload: what results call it, and how often it comes among the others. */
public final class Op {
    private final String name;
    private final Template template;
    private final int weight;

    Op(String name, Template template, int weight) {
        this.name = name;
        this.template = template;
        this.weight = weight;
    }

    /** A command of a recording, of which only the name is known. */
    static Op named(String name, int count) {
        return new Op(name, Template.named(name), count);
    }

    /** Unique in the workload: {@code get}, {@code get-2}. */
    public String name() {
        return name;
    }

    /** The command's own name, in lower case. */
    public String command() {
        return template.name();
    }

    /** As it was written. */
    public String text() {
        return template.text();
    }

    /** The arguments of one such command, placeholders empty: enough to ask a server where its key is. */
    public byte[][] sample() {
        return template.arguments().stream()
                .map(pieces -> {
                    ByteArrayOutputStream argument = new ByteArrayOutputStream();
                    for (Piece piece : pieces) {
                        argument.writeBytes(
                                piece instanceof Piece.Literal literal ? literal.bytes() : new byte[] {'0'});
                    }
                    return argument.toByteArray();
                })
                .toArray(byte[][]::new);
    }

    public int weight() {
        return weight;
    }

    Template template() {
        return template;
    }
}
