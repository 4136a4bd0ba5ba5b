package dev.redkit.redis;

/** The arguments of one command, its name included, seen where they lie. */
public interface CommandArgs {
    /** How many arguments the command has. */
    int count();

    /** Whether all bytes of that argument are there: not so at the end of a command that comes in pieces. */
    boolean has(int index);

    /** The array in which that argument lies. */
    byte[] array(int index);

    int offset(int index);

    int length(int index);

    /** Arguments in arrays of their own. */
    static CommandArgs of(byte[]... args) {
        return new CommandArgs() {
            @Override
            public int count() {
                return args.length;
            }

            @Override
            public boolean has(int index) {
                return index < args.length;
            }

            @Override
            public byte[] array(int index) {
                return args[index];
            }

            @Override
            public int offset(int index) {
                return 0;
            }

            @Override
            public int length(int index) {
                return args[index].length;
            }
        };
    }
}
