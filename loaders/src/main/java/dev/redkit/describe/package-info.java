/**
 * What is in a dataset: its columns, of which type they are, how many values they have, and what one would type to load it.
 * {@link dev.redkit.describe.Describe} reads records and gives a {@link dev.redkit.describe.Description}; nothing is printed
 * here.
 */
package dev.redkit.describe;
