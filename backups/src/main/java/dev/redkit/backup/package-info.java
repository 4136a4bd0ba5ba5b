/**
 * What one does with backups: check them and look into them. Everything here goes once through a file, in memory that
 * does not depend on the file's size, and says what it found even when the file breaks off half way.
 */
package dev.redkit.backup;
