/** Parameters written as text: JSON, YAML, CSV, plain decimals, and what Python's {@code repr} makes of a dictionary. */
package dev.redkit.format.text;
