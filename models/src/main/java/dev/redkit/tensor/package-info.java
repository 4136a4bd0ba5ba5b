/** The room for tensors: a dtype, a shape and a byte region. Its first furniture comes with the model commands. */
package dev.redkit.tensor;
