package dev.redkit.format.spark;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the classes of Spark ML keep, as tensors under Spark's own names; their parameters are metadata.
 *
 * <pre>
 * linear models, scalers, …   a row: doubles, vectors, matrices, texts: coefficients, intercept, std, mean, …
 * KMeansModel                 a row for each centre: clusterCenters [k, n]
 * trees, forests, boosting    a row for each node: trees.featureIndex, trees.threshold, trees.leftChild, …
 * ALSModel                    userFactors.id, userFactors.features [n, rank], itemFactors.…
 * Word2VecModel               word [n], vector [n, size]
 * PipelineModel               stages.0.…, stages.1.…
 * </pre>
 */
final class SparkModel {
    private static final String PACKAGE = "org.apache.spark.ml.";

    private static final Set<String> ONE_ROW = Set.of(
            "classification.LinearSVCModel",
            "classification.LogisticRegressionModel",
            "classification.NaiveBayesModel",
            "feature.CountVectorizerModel",
            "feature.IDFModel",
            "feature.MaxAbsScalerModel",
            "feature.MinMaxScalerModel",
            "feature.PCAModel",
            "feature.StandardScalerModel",
            "regression.GeneralizedLinearRegressionModel",
            "regression.LinearRegressionModel");

    private static final Set<String> TREES = Set.of(
            "classification.DecisionTreeClassificationModel",
            "classification.GBTClassificationModel",
            "classification.RandomForestClassificationModel",
            "regression.DecisionTreeRegressionModel",
            "regression.GBTRegressionModel",
            "regression.RandomForestRegressionModel");

    private static final int DEEPEST = 8;

    private final String prefix;
    private final List<Tensor> tensors;
    private final Map<String, String> metadata;
    private final List<Closeable> open;

    SparkModel() {
        this("", new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
    }

    private SparkModel(String prefix, List<Tensor> tensors, Map<String, String> metadata, List<Closeable> open) {
        this.prefix = prefix;
        this.tensors = tensors;
        this.metadata = metadata;
        this.open = open;
    }

    List<Tensor> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    /** What the tensors read from, to be closed in the end. */
    List<Closeable> open() {
        return open;
    }

    void read(SparkDirectory directory) {
        read(directory, 0);
        if (tensors.isEmpty()) {
            throw new BadInput(
                    directory.folder() + " holds the parameters of " + directory.modelClass()
                            + ", but nothing that was learned",
                    "save the model that fit() gives");
        }
    }

    private void read(SparkDirectory directory, int depth) {
        directory.metadata().forEach((name, value) -> metadata.put(prefix + name, value));
        String full = directory.modelClass();
        String name = full.startsWith(PACKAGE) ? full.substring(PACKAGE.length()) : "";
        if (ONE_ROW.contains(name)) {
            oneRow(directory);
        } else if (TREES.contains(name)) {
            TreeNodes.read(directory, prefix + "trees.", (column, dtype) -> column("trees." + column, dtype), tensors);
        } else if (name.equals("clustering.KMeansModel")) {
            clusters(directory);
        } else if (name.equals("recommendation.ALSModel")) {
            factors(directory, "userFactors");
            factors(directory, "itemFactors");
        } else if (name.equals("feature.Word2VecModel")) {
            words(directory);
        } else if (name.equals("PipelineModel") && depth < DEEPEST) {
            stages(directory, depth);
        } else if (name.isEmpty() || directory.has("data") || directory.has("stages") || depth == 0) {
            throw unknown(directory);
        }
    }

    private static BadInput unknown(SparkDirectory directory) {
        String full = directory.modelClass();
        String hint = "it reads linear and logistic regression, SVC, naive Bayes, k-means, scalers, PCA, IDF, trees,"
                + " forests, boosted trees, ALS, Word2Vec, CountVectorizer and pipelines of them";
        if (full.startsWith("org.apache.spark.mllib.")) {
            hint = "it is of the old mllib: load it in Spark and save the model of spark.ml that takes its place";
        } else if (full.contains(".tuning.")) {
            hint = "name its folder bestModel, which is the model that was chosen";
        }
        return new BadInput(directory.folder() + " is a " + full + ", which redkit does not read", hint);
    }

    private void stages(SparkDirectory pipeline, int depth) {
        List<?> uids = pipeline.listOf("paramMap", "stageUids");
        List<Path> folders = pipeline.stages();
        if (uids.size() != folders.size()) {
            throw new BadInput(pipeline.folder() + " names " + uids.size() + " stages, but has " + folders.size());
        }
        for (int i = 0; i < uids.size(); i++) {
            SparkDirectory stage = SparkDirectory.open(stage(pipeline, folders, i, uids.get(i)));
            new SparkModel(prefix + "stages." + i + ".", tensors, metadata, open).read(stage, depth + 1);
        }
    }

    /** By number and uid, whatever zeros stand before the number; a uid never becomes a path. */
    private static Path stage(SparkDirectory pipeline, List<Path> folders, int number, Object uid) {
        String ending = "_" + uid;
        for (Path folder : folders) {
            String name = String.valueOf(folder.getFileName());
            if (name.endsWith(ending)
                    && name.substring(0, name.length() - ending.length()).matches("0*" + number)) {
                return folder;
            }
        }
        throw new BadInput(
                pipeline.folder() + " names a stage " + uid + ", but has no folder stages/" + number + ending);
    }

    private void oneRow(SparkDirectory directory) {
        List<Struct> rows = new ArrayList<>(1);
        directory.rows("data", row -> {
            if (!rows.isEmpty()) {
                throw new BadInput(row.where() + " has more than the one row that a model of its class has");
            }
            rows.add(row);
        });
        if (rows.isEmpty()) {
            throw new BadInput(directory.folder().resolve("data") + " has no row");
        }
        keep(rows.get(0));
        rows.get(0).values().forEach((name, value) -> one(rows.get(0), name, value));
    }

    /** What the numbers of a value are in, stays open with the model. */
    private void keep(Object value) {
        if (value instanceof Numbers numbers) {
            open.add(numbers);
        } else if (value instanceof Struct struct) {
            struct.values().values().forEach(this::keep);
        }
    }

    private void one(Struct row, String name, Object value) {
        String full = prefix + name;
        if (value instanceof Double number) {
            Numbers numbers = new Numbers(DType.F64);
            numbers.add(number.doubleValue());
            tensors.add(numbers.tensor(full));
        } else if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
            metadata.put(full, String.valueOf(value));
        } else if (value instanceof Numbers numbers) {
            tensors.add(numbers.tensor(full, numbers.count()));
        } else if (value instanceof Struct struct && Linalg.isVector(struct)) {
            tensors.add(Linalg.vector(full, struct));
        } else if (value instanceof Struct struct && Linalg.isMatrix(struct)) {
            tensors.add(Linalg.matrix(full, struct));
        } else if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            tensors.add(Tensor.ofStrings(
                    full,
                    Shape.of(list.size()),
                    list.stream().map(String.class::cast).toList()));
        } else {
            throw new BadInput(row.where() + " has a column " + name + " that is no number, vector, matrix or text");
        }
    }

    private void clusters(SparkDirectory directory) {
        Map<Integer, Numbers> centres = new TreeMap<>();
        directory.rows("data", row -> {
            Struct centre = row.struct("clusterCenter");
            Numbers values = centre.integer("type") == 1 ? centre.numbers("values", DType.F64) : dense(centre);
            if (centres.put(row.integer("clusterIdx"), values) != null) {
                throw new BadInput(row.where() + " has two centres " + row.integer("clusterIdx"));
            }
        });
        Numbers all = new Numbers(DType.F64);
        open.add(all);
        int width =
                centres.values().stream().mapToInt(Numbers::count).findFirst().orElse(0);
        int next = 0;
        for (Map.Entry<Integer, Numbers> one : centres.entrySet()) {
            if (one.getKey() != next++ || one.getValue().count() != width) {
                throw new BadInput(directory.folder() + " has centres that do not belong together");
            }
            for (int i = 0; i < width; i++) {
                all.add(one.getValue().real(i));
            }
        }
        tensors.add(all.tensor(prefix + "clusterCenters", centres.size(), width));
    }

    private static Numbers dense(Struct sparse) {
        int size = sparse.integer("size");
        Numbers places = sparse.numbers("indices", DType.I32);
        Numbers values = sparse.numbers("values", DType.F64);
        if (places.count() != values.count() || size < 0 || size > Numbers.MOST) {
            throw new BadInput(sparse.where() + " has a damaged vector");
        }
        Map<Integer, Double> there = new TreeMap<>();
        for (int i = 0; i < places.count(); i++) {
            if (places.integer(i) < 0 || places.integer(i) >= size) {
                throw new BadInput(sparse.where() + " has a vector with a value outside of it");
            }
            there.put(places.integer(i), values.real(i));
        }
        Numbers dense = new Numbers(DType.F64);
        for (int i = 0; i < size; i++) {
            dense.add(there.getOrDefault(i, 0.0).doubleValue());
        }
        return dense;
    }

    private void factors(SparkDirectory directory, String name) {
        Column ids = column(name + ".id", DType.I32);
        Column features = column(name + ".features", DType.F32);
        Width width = new Width();
        long rows = directory.rows(name, row -> {
            ids.add(row.integer("id"));
            features.add(width.same(row, row.numbers("features", DType.F32)).bytes());
        });
        tensors.add(ids.tensor(rows));
        tensors.add(features.tensor(rows, width.value()));
    }

    private void words(SparkDirectory directory) {
        Column words = column("word", DType.STRING);
        Column vectors = column("vector", DType.F32);
        Width width = new Width();
        long rows = directory.rows("data", row -> {
            words.add(row.text("word"));
            vectors.add(width.same(row, row.numbers("vector", DType.F32)).bytes());
        });
        tensors.add(words.tensor(rows));
        tensors.add(vectors.tensor(rows, width.value()));
    }

    private Column column(String name, DType dtype) {
        Column column = new Column(prefix + name, dtype);
        open.add(column);
        return column;
    }

    /** How long each vector of many is: as long as the first. */
    private static final class Width {
        private int width = -1;

        Numbers same(Struct row, Numbers vector) {
            width = width < 0 ? vector.count() : width;
            if (vector.count() != width) {
                throw new BadInput(
                        row.where() + " has a vector of " + vector.count() + " numbers among others of " + width);
            }
            return vector;
        }

        int value() {
            return Math.max(width, 0);
        }
    }
}
