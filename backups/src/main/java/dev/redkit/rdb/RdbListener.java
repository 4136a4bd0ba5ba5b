package dev.redkit.rdb;

import java.io.IOException;
import java.io.OutputStream;

/** Hears what stands in a file beside its keys, in the order of the file. Everything may be ignored. */
public interface RdbListener {
    /** A remark of the server about itself: {@code redis-ver}, {@code ctime}, {@code used-mem}, {@code repl-id} … */
    default void aux(byte[] name, byte[] value) throws IOException {}

    /** The Unix time at which the server says that it has written the file; one of its remarks. */
    default void created(long seconds) throws IOException {}

    /** The keys that follow are in this database. */
    default void database(int db) throws IOException {}

    /** How many keys the database has, and how many of them expire; the server's hint, not a promise. */
    default void sizes(long keys, long expiring) throws IOException {}

    /** The keys that follow are in this slot of a cluster. */
    default void slot(int slot, long keys, long expiring) throws IOException {}

    /** The source of a library of functions. */
    default void function(byte[] source) throws IOException {}

    /**
     * What a module keeps beside keys.
     *
     * @return where its bytes go, the opcode first
     */
    default OutputStream moduleAux(String module) throws IOException {
        return OutputStream.nullOutputStream();
    }

    /** A record that has nothing to say about this file's keys, and its bytes after the opcode are not told. */
    default void other(int opcode, long offset) throws IOException {}
}
