/**
 * A folder in which backups stand beside each other, each with a manifest that says what it is: where it came from, what
 * is in it, and the checksums by which it can be trusted. Listing them, and knowing which may go, needs only that.
 */
package dev.redkit.shelf;
