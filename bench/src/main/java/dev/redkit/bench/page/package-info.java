/** Results as a page to look at: how long requests waited, when, and whether the figures can be believed. */
package dev.redkit.bench.page;
