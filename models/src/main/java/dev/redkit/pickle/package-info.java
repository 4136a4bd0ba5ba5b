/**
 * Python's pickles, read without Python: a machine with a fixed set of instructions builds inert nodes. A global is only a
 * name; calling one yields a note that it would be called. Names that are not in a fixed list are refused, with the place
 * where they stand; there is no way to add to the list, and nothing in a pickle can make anything run.
 */
package dev.redkit.pickle;
