/**
 * Records: what every dataset is made of. A {@link dev.redkit.record.Row} is one record and is used again for the next;
 * its fields are slices of whatever the source holds, so that a plain file passes without an object per field.
 */
package dev.redkit.record;
