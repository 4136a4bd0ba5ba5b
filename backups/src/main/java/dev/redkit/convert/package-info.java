/**
 * Keys of backups on their way into another file: of another version or flavour, filtered, split, merged. Values whose
 * form is the same there are passed on as they are stored; what the other version cannot hold is counted by its reason.
 */
package dev.redkit.convert;
