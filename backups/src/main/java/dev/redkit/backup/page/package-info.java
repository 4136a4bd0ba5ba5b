/** What is in a backup, as a page to look at. */
package dev.redkit.backup.page;
