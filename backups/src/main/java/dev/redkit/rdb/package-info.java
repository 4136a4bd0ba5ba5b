/** The room for RDB files: reading, writing and checking them. Its first furniture comes with the backup commands. */
package dev.redkit.rdb;
