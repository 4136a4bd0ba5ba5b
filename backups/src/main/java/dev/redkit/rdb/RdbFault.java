package dev.redkit.rdb;

/** A problem on its way to the reader, which turns it into a {@link dev.redkit.failure.BadInput} that names the file. */
final class RdbFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RdbProblem problem;

    private RdbFault(RdbProblem problem) {
        super(problem.what(), null, false, false);
        this.problem = problem;
    }

    static RdbFault damaged(long offset, String what) {
        return new RdbFault(new RdbProblem(RdbProblem.Kind.DAMAGED, offset, what));
    }

    static RdbFault truncated(long offset) {
        return new RdbFault(new RdbProblem(RdbProblem.Kind.TRUNCATED, offset, "the data ends too early"));
    }

    static RdbFault unknown(long offset, String what) {
        return new RdbFault(new RdbProblem(RdbProblem.Kind.UNKNOWN, offset, what));
    }

    RdbProblem problem() {
        return problem;
    }
}
