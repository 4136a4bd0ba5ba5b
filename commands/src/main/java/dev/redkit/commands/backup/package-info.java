/** {@code backup …}: take a backup, look into one, compare, convert, cut and give back. */
package dev.redkit.commands.backup;
