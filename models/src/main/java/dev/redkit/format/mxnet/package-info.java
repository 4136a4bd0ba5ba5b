/** MXNet's parameters. */
package dev.redkit.format.mxnet;
