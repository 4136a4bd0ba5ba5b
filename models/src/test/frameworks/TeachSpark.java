import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.DecisionTreeClassifier;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.feature.Word2Vec;
import org.apache.spark.ml.feature.Word2VecModel;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.ml.regression.DecisionTreeRegressor;
import org.apache.spark.ml.regression.GBTRegressor;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.ml.regression.RandomForestRegressor;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a model of each class and saves it: FOLDER. What Spark itself says is in two files beside them: learned.tsv has, of
 * each model, names and numbers; predictions.tsv the model, the features, and the columns prediction and probability.
 */
public class TeachSpark {
    private static Path folder;
    private static final List<String> learned = new ArrayList<>();
    private static final List<String> predictions = new ArrayList<>();

    public static void main(String[] args) throws IOException {
        folder = Path.of(args[0]);
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "1")
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
                .getOrCreate();
        numbers(spark);
        ratings(spark);
        words(spark);
        spark.stop();
        Files.write(folder.resolve("learned.tsv"), learned);
        Files.write(folder.resolve("predictions.tsv"), predictions);
    }

    private static void numbers(SparkSession spark) throws IOException {
        Random random = new Random(20);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            double c = 10 * random.nextDouble();
            double binary = a + b + 0.3 * random.nextGaussian() > 0 ? 1 : 0;
            double three = c < 3 ? 0 : c < 7 ? 1 : 2;
            rows.add(RowFactory.create(Vectors.dense(a, b, c), 2 * a - b + c / 3 + 1, binary, three));
        }
        Dataset<Row> data = spark.createDataFrame(
                rows,
                new StructType()
                        .add("features", new VectorUDT())
                        .add("label", DataTypes.DoubleType)
                        .add("binary", DataTypes.DoubleType)
                        .add("three", DataTypes.DoubleType));

        LinearRegressionModel linear = new LinearRegression().setRegParam(0.1).fit(data);
        keep("linear", linear, data);
        learned("linear", "coefficients", linear.coefficients().toArray());
        learned("linear", "intercept", linear.intercept());

        LogisticRegressionModel binary =
                new LogisticRegression().setLabelCol("binary").setRegParam(0.01).fit(data);
        keep("logistic", binary, data);
        learned("logistic", "coefficientMatrix", byRows(binary.coefficientMatrix()));
        learned("logistic", "interceptVector", binary.interceptVector().toArray());

        LogisticRegressionModel three =
                new LogisticRegression().setLabelCol("three").setRegParam(0.01).fit(data);
        keep("multinomial", three, data);
        learned("multinomial", "coefficientMatrix", byRows(three.coefficientMatrix()));
        learned("multinomial", "interceptVector", three.interceptVector().toArray());

        KMeansModel clusters = new KMeans().setK(3).setSeed(1).fit(data);
        keep("kmeans", clusters, data);
        learned("kmeans", "clusterCenters", Arrays.stream(clusters.clusterCenters())
                .flatMapToDouble(centre -> Arrays.stream(centre.toArray()))
                .toArray());

        StandardScaler scaler = new StandardScaler().setInputCol("features").setOutputCol("scaled").setWithMean(true);
        StandardScalerModel scaled = scaler.fit(data);
        scaled.write().overwrite().save(folder.resolve("scaler").toString());
        learned("scaler", "mean", scaled.mean().toArray());
        learned("scaler", "std", scaled.std().toArray());

        keep("tree", new DecisionTreeRegressor().setMaxDepth(4).fit(data), data);
        keep("classes", new DecisionTreeClassifier().setLabelCol("three").setMaxDepth(3).fit(data), data);
        keep("forest", new RandomForestClassifier().setLabelCol("three").setNumTrees(4).setSeed(2).fit(data), data);
        keep("average", new RandomForestRegressor().setNumTrees(3).setMaxDepth(4).setSeed(3).fit(data), data);
        keep("boosted", new GBTClassifier().setLabelCol("binary").setMaxIter(4).setSeed(4).fit(data), data);
        keep("boosted-regression", new GBTRegressor().setMaxIter(4).setSeed(5).fit(data), data);

        PipelineModel pipeline = new Pipeline()
                .setStages(new PipelineStage[] {
                    scaler, new LogisticRegression().setFeaturesCol("scaled").setLabelCol("three").setRegParam(0.02)
                })
                .fit(data);
        keep("pipeline", pipeline, data);
    }

    private static void ratings(SparkSession spark) throws IOException {
        Random random = new Random(21);
        List<Row> rows = new ArrayList<>();
        for (int user = 0; user < 8; user++) {
            for (int item = 0; item < 6; item++) {
                if (random.nextInt(3) > 0) {
                    rows.add(RowFactory.create(user, 10 + item, (float) (1 + (user + item) % 5)));
                }
            }
        }
        Dataset<Row> data = spark.createDataFrame(
                rows,
                new StructType()
                        .add("user", DataTypes.IntegerType)
                        .add("item", DataTypes.IntegerType)
                        .add("rating", DataTypes.FloatType));
        ALSModel model = new ALS().setRank(3).setMaxIter(3).setSeed(6).fit(data);
        model.write().overwrite().save(folder.resolve("als").toString());
        factors("userFactors", model.userFactors());
        factors("itemFactors", model.itemFactors());
    }

    private static void factors(String name, Dataset<Row> factors) {
        for (Row row : factors.collectAsList()) {
            learned("als", name + "." + row.getInt(0), numbers(row.getList(1)));
        }
    }

    private static void words(SparkSession spark) throws IOException {
        Random random = new Random(22);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            List<String> sentence = new ArrayList<>();
            for (int k = 0; k < 9; k++) {
                sentence.add(List.of("red", "green", "blue", "caf\u00e9", "\u6c34", "one", "two").get(random.nextInt(7)));
            }
            rows.add(RowFactory.create(sentence));
        }
        Dataset<Row> data = spark.createDataFrame(
                rows, new StructType().add("words", DataTypes.createArrayType(DataTypes.StringType)));
        Word2VecModel model = new Word2Vec()
                .setInputCol("words")
                .setVectorSize(5)
                .setMinCount(1)
                .setSeed(7)
                .fit(data);
        model.write().overwrite().save(folder.resolve("word2vec").toString());
        for (Row row : model.getVectors().collectAsList()) {
            learned("word2vec", row.getString(0), ((Vector) row.get(1)).toArray());
        }
    }

    private static void keep(String name, Transformer model, Dataset<Row> data) throws IOException {
        ((MLWritable) model).write().overwrite().save(folder.resolve(name).toString());
        Dataset<Row> predicted = model.transform(data);
        boolean probable = Arrays.asList(predicted.columns()).contains("probability");
        for (Row row : predicted.collectAsList()) {
            Object prediction = row.get(row.fieldIndex("prediction"));
            predictions.add(String.join(
                    "\t",
                    name,
                    text(((Vector) row.getAs("features")).toArray()),
                    String.valueOf(((Number) prediction).doubleValue()),
                    probable ? text(((Vector) row.getAs("probability")).toArray()) : ""));
        }
    }

    private static void learned(String model, String name, double... numbers) {
        learned.add(String.join("\t", model, name, text(numbers)));
    }

    private static double[] byRows(Matrix matrix) {
        return matrix.transpose().toDense().toArray();
    }

    private static double[] numbers(List<Object> numbers) {
        return numbers.stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray();
    }

    private static String text(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }
}
