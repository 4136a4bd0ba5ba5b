/** Tensors in pickles, whoever wrote them; and files that are nothing but a pickle, as Theano's users keep their parameters. */
package dev.redkit.format.pickled;
