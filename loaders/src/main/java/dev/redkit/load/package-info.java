/**
 * The load engine: records through a mapping into a server or a file, with an account of every one of them. {@link
 * dev.redkit.load.Feed} turns rows into commands, the lanes of the core send them, {@link dev.redkit.load.UnderWay} keeps
 * each record until the server has answered for it.
 */
package dev.redkit.load;
