/** {@code load} and {@code export}: datasets in and out. What the options say goes to the library as one description of the work. */
package dev.redkit.commands.load;
