/**
 * The shell's connection: what the server's replies have made of it (database, user, transaction), and how it comes back
 * when it is lost. Only replies count, never what was typed.
 */
package dev.redkit.shell.link;
