/**
 * Gives the keys of a backup to a server. Values travel as RESTORE payloads, which may be sent twice without harm; those
 * that the server could not read are written anew in a form that it can, and those that are too big to be held are built
 * in pieces under another name and renamed. Every key of the backup is accounted for.
 */
package dev.redkit.restore;
