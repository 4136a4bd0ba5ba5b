/** GGUF, the files of llama.cpp. */
package dev.redkit.format.gguf;
