package dev.redkit.predict;

/** What numbers are taken for, when they do not say it themselves. */
public enum Task {
    LINEAR,
    LOGISTIC,
    SVC,
    KMEANS,
    CLASSIFICATION,
    REGRESSION,
    BOOSTED_CLASSIFICATION,
    BOOSTED_REGRESSION
}
