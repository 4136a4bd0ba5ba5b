/** What servers do, from one look to the next: looks, what became between two of them, and figures of it. */
package dev.redkit.top;
