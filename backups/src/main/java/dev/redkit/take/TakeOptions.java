package dev.redkit.take;

/**
 * How a backup is taken.
 *
 * @param way how the data are read
 * @param fromReplica from a replica of each master, and not from the master
 * @param deep whether every value is looked into, and not only for where it ends
 * @param packing of the files of data
 * @param bytesPerSecond of each server, or 0 for as fast as it sends
 * @param beside what is taken besides the data
 * @param label how the backup's name begins, or null: after its target
 * @param redkit the version of this program
 */
public record TakeOptions(
        Way way,
        boolean fromReplica,
        boolean deep,
        Packing packing,
        double bytesPerSecond,
        Beside beside,
        String label,
        String redkit) {

    /** How the data of a server are read. */
    public enum Way {
        /** By replication, and key by key where the server forbids that. */
        AUTO,
        REPLICATION,
        SCAN
    }

    /**
     * What is taken besides the data.
     *
     * @param users the ACL users, with the hashes of their passwords
     */
    public record Beside(boolean functions, boolean configuration, boolean users) {
        public static final Beside NOTHING = new Beside(false, false, false);
    }
}
