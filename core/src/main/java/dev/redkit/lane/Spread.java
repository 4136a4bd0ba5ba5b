package dev.redkit.lane;

/** Spreads commands over several connections to their server: those of one key keep to one, and so keep their order. */
public interface Spread {
    /** Everything over one connection. */
    Spread ONE = new Spread() {
        @Override
        public int connections() {
            return 1;
        }

        @Override
        public int connection(byte[] bytes, int start, int end) {
            return 0;
        }
    };

    /** How many connections each server gets. */
    int connections();

    /** Which of them is for the command that lies there, from 0; its last bytes may be missing. */
    int connection(byte[] bytes, int start, int end);
}
