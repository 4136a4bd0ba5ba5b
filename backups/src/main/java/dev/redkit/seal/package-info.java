/**
 * Files that only the owner of a passphrase can read: AES-256-GCM in chunks, so that a file of any size is written and
 * read in little memory, and so that a chunk that is changed, missing, moved or cut off is noticed before a byte of it is
 * believed. The format is described in docs/backup.md.
 */
package dev.redkit.seal;
