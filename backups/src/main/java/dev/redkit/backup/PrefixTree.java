package dev.redkit.backup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Counts keys by what their names begin with: {@code user:17:name} counts for {@code user:} and for {@code user:*:}. Parts
 * that look like ids, and the parts of a place where there are more than {@link #WIDTH} different ones, count as one; so
 * the tree stays small whatever the keys are called.
 */
public final class PrefixTree {
    private static final int WIDTH = 256;
    private static final int MOST_NODES = 20_000;
    private static final int LONGEST_PART = 256;
    private static final int ID_DIGITS = 8;
    private static final byte[] ANY = "*".getBytes(StandardCharsets.US_ASCII);

    private final byte separator;
    private final int depth;
    private final Node root = new Node(new byte[0], 0);
    private int nodes;

    /** A part of names. Its children lie in an open table by the hash of their part, but for the one that is any. */
    private static final class Node {
        private final byte[] part;
        private final int hash;
        private final Tally tally = new Tally();
        private Node[] table = {};
        private int children;
        private Node any;
        /** There were too many children: all are any. */
        private boolean merged;

        Node(byte[] part, int hash) {
            this.part = part;
            this.hash = hash;
        }
    }

    public PrefixTree(byte separator, int depth) {
        this.separator = separator;
        this.depth = depth;
    }

    /** Counts a key, whose tally stays the caller's. */
    public void add(byte[] key, Tally one) {
        root.tally.add(one);
        Node node = root;
        int from = 0;
        for (int level = 0; level < depth; level++) {
            int to = from;
            while (to < key.length && key[to] != separator) {
                to++;
            }
            if (to == key.length) {
                return;
            }
            node = child(node, key, from, to);
            node.tally.add(one);
            from = to + 1;
        }
    }

    public Prefix tree() {
        return prefix(root);
    }

    private static Prefix prefix(Node node) {
        List<Prefix> children = new ArrayList<>();
        for (Node child : node.table) {
            if (child != null) {
                children.add(prefix(child));
            }
        }
        if (node.any != null) {
            children.add(prefix(node.any));
        }
        children.sort(Comparator.comparingLong((Prefix child) -> child.tally().bytes())
                .thenComparingLong(child -> child.tally().keys())
                .reversed()
                .thenComparing(Prefix::name, Arrays::compareUnsigned));
        return new Prefix(node.part, node.tally, List.copyOf(children));
    }

    private Node child(Node node, byte[] key, int from, int to) {
        if (node.merged || to - from > LONGEST_PART || looksLikeId(key, from, to)) {
            return any(node);
        }
        int hash = hash(key, from, to);
        int slot = slot(node.table, hash, key, from, to);
        if (slot >= 0 && node.table[slot] != null) {
            return node.table[slot];
        }
        if (node.children == WIDTH || nodes >= MOST_NODES) {
            merge(node);
            return any(node);
        }
        Node child = new Node(Arrays.copyOfRange(key, from, to), hash);
        insert(node, child);
        return child;
    }

    private Node any(Node node) {
        if (node.any == null) {
            node.any = new Node(ANY, 0);
            nodes++;
        }
        return node.any;
    }

    private void insert(Node node, Node child) {
        if (2 * (node.children + 1) > node.table.length) {
            Node[] old = node.table;
            node.table = new Node[Math.max(4, 2 * old.length)];
            for (Node other : old) {
                if (other != null) {
                    node.table[slot(node.table, other.hash, other.part, 0, other.part.length)] = other;
                }
            }
        }
        node.table[slot(node.table, child.hash, child.part, 0, child.part.length)] = child;
        node.children++;
        nodes++;
    }

    /** Where the part is, or where it belongs; -1 in an empty table. */
    private static int slot(Node[] table, int hash, byte[] key, int from, int to) {
        if (table.length == 0) {
            return -1;
        }
        int slot = hash & (table.length - 1);
        while (table[slot] != null) {
            Node node = table[slot];
            if (node.hash == hash && Arrays.equals(node.part, 0, node.part.length, key, from, to)) {
                return slot;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    /** Puts all children of a node together as any. */
    private void merge(Node node) {
        node.merged = true;
        Node[] children = node.table;
        node.table = new Node[0];
        nodes -= node.children;
        node.children = 0;
        Node any = any(node);
        for (Node child : children) {
            if (child != null) {
                pour(child, any);
            }
        }
    }

    /** Adds what a node that is gone has counted to another one. */
    private void pour(Node from, Node into) {
        into.tally.add(from.tally);
        if (from.any != null) {
            nodes--;
            pour(from.any, any(into));
        }
        for (Node child : from.table) {
            if (child == null) {
                continue;
            }
            nodes--;
            Node target = child(into, child.part, 0, child.part.length);
            pour(child, target);
        }
        if (from.merged && !into.merged) {
            merge(into);
        }
    }

    private static boolean looksLikeId(byte[] key, int from, int to) {
        if (from == to) {
            return false;
        }
        boolean digits = false;
        boolean letters = false;
        for (int i = from; i < to; i++) {
            int c = key[i];
            if (c >= '0' && c <= '9') {
                digits = true;
            } else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-') {
                letters = true;
            } else {
                return false;
            }
        }
        return digits && (!letters || to - from >= ID_DIGITS);
    }

    private static int hash(byte[] key, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = (hash ^ key[i]) * 0x01000193;
        }
        return hash ^ (hash >>> 15);
    }
}
