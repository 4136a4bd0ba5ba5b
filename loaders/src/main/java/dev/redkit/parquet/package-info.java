/**
 * Parquet files, read by Apache's library. That one believes what a file says of lengths and counts, so each file is looked
 * through first: what would make the library allocate more than the file holds, or recurse without end, is refused here.
 */
package dev.redkit.parquet;
