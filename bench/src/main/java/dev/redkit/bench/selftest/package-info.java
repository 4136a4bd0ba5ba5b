/** Whether this generator measures truly on this machine: a server made of nothing, with stalls whose effect is known. */
package dev.redkit.bench.selftest;
