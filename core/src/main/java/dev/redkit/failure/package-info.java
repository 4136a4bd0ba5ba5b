/**
 * What can go wrong, as types. Every failure a user can meet is one of these, says in one sentence what happened and
 * where, and carries a hint of what to do next. The command line turns each into its exit code; nothing else does.
 */
package dev.redkit.failure;
