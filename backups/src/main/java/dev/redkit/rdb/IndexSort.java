package dev.redkit.rdb;

/** Sorts the numbers of elements by what they stand for, keeping equals in their order, without an object for each. */
final class IndexSort {
    private static final int SHORT_RUN = 8;

    private IndexSort() {}

    interface Order {
        int compare(int a, int b);
    }

    static int[] identity(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        return order;
    }

    static void sort(int[] indexes, Order order) {
        sort(indexes, indexes.clone(), 0, indexes.length, order);
    }

    /** Sorts a range of {@code to}; {@code from} holds the same numbers there. */
    private static void sort(int[] to, int[] from, int start, int end, Order order) {
        if (end - start <= SHORT_RUN) {
            insertionSort(to, start, end, order);
            return;
        }
        int middle = (start + end) >>> 1;
        sort(from, to, start, middle, order);
        sort(from, to, middle, end, order);
        if (order.compare(from[middle - 1], from[middle]) <= 0) {
            System.arraycopy(from, start, to, start, end - start);
            return;
        }
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft = right == end || (left < middle && order.compare(from[left], from[right]) <= 0);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }

    private static void insertionSort(int[] indexes, int start, int end, Order order) {
        for (int i = start + 1; i < end; i++) {
            int moving = indexes[i];
            int at = i;
            for (; at > start && order.compare(indexes[at - 1], moving) > 0; at--) {
                indexes[at] = indexes[at - 1];
            }
            indexes[at] = moving;
        }
    }
}
