/**
 * The subcommands: each parses, calls one library class and renders. What they have in common is here too: the
 * {@link dev.redkit.commands.Session} that each gets, the {@link dev.redkit.commands.Syntax} in which each says what it
 * takes, and the {@link dev.redkit.commands.Catalog} that knows them all without loading any.
 */
package dev.redkit.commands;
