package dev.redkit.tensor;

/** Which dimension varies fastest: the last one (C, row by row) or the first one (Fortran, column by column). */
public enum Order {
    C,
    F
}
