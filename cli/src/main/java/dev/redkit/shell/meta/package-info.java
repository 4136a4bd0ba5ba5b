/** Commands of the shell itself. They begin with a backslash, so that none hides a command of a server. */
package dev.redkit.shell.meta;
