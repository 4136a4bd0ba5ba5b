package dev.redkit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Failure;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.h2.Driver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcDatasetTest {
    @TempDir
    private Path folder;

    private String address;

    private static Path driver() throws URISyntaxException {
        return Path.of(
                Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @BeforeEach
    void fill() throws SQLException {
        address = "jdbc:h2:file:" + folder.resolve("db");
        try (Connection connection = DriverManager.getConnection(address, "me", "geheim");
                Statement statement = connection.createStatement()) {
            statement.execute("create table t(id int, price decimal(10,2), ok boolean, at timestamp, d date, note clob,"
                    + " pic varbinary, doc json, half double)");
            statement.execute("insert into t values (1, 1.50, true, '2026-11-21 10:00:00', '2026-11-21', 'Zo\u00eb',"
                    + " x'00ff', json '{\"a\":1}', 0.5), (2, null, null, null, null, null, null, null, null)");
        }
    }

    private Dataset dataset(String itsAddress, String query, String password) throws URISyntaxException {
        JdbcOptions options = new JdbcOptions(query, List.of(driver()), "me", password);
        return new Datasets(Formats.builtIn(), new ByteArrayInputStream(new byte[0]), options)
                .of(List.of(itsAddress))
                .get(0);
    }

    private static Reading read(Dataset dataset) throws IOException {
        return Reading.of(dataset.open(SourceOptions.DEFAULTS, new Progress()));
    }

    @Test
    void readsTheAnswerWithItsTypes() throws IOException, URISyntaxException {
        Reading read = read(dataset(address, "select * from t order by id", "geheim"));
        assertThat(read.columns).containsExactly("ID", "PRICE", "OK", "AT", "D", "NOTE", "PIC", "DOC", "HALF");
        assertThat(read.records)
                .containsExactly(
                        List.of(
                                "1",
                                "1.50",
                                "true",
                                "2026-11-21T10:00",
                                "2026-11-21",
                                "Zo\u00c3\u00ab",
                                "\0\u00ff",
                                "{\"a\":1}",
                                "0.5"),
                        Arrays.asList("2", null, null, null, null, null, null, null, null));
        assertThat(read.types).first().isEqualTo("INTEGER DECIMAL BOOLEAN TEXT TEXT TEXT BYTES JSON DECIMAL");
    }

    /** As some drivers are: neither types of java.time nor streams. */
    private static ResultSet poor(ResultSet answer) {
        return (ResultSet) Proxy.newProxyInstance(
                JdbcDatasetTest.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                (proxy, method, arguments) -> {
                    boolean typed = method.getName().equals("getObject") && arguments.length == 2;
                    if (typed || method.getName().endsWith("Stream")) {
                        throw new SQLFeatureNotSupportedException(method.getName());
                    }
                    return method.invoke(answer, arguments);
                });
    }

    @Test
    void asksAPoorDriverInAnotherWay() throws IOException, SQLException {
        Connection connection = DriverManager.getConnection(address, "me", "geheim");
        ResultSet answer = connection.createStatement().executeQuery("select d, note, pic from t order by id");
        JdbcDataset dataset = new JdbcDataset(address, JdbcOptions.NONE);
        URLClassLoader none = new URLClassLoader(new URL[0]);
        Reading read = Reading.of(new JdbcSource(dataset, connection, poor(answer), none, 1000));
        assertThat(read.records)
                .containsExactly(List.of("2026-11-21", "Zo\u00c3\u00ab", "\0\u00ff"), Arrays.asList(null, null, null));
    }

    @Test
    void refusesAFieldBeyondTheLimit() throws URISyntaxException {
        Dataset large = dataset(address, "select repeat('x', 2000) as much", "geheim");
        assertThatThrownBy(() -> Reading.of(large.open(SourceOptions.DEFAULTS.withRecordLimit(1000), new Progress())))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("column MUCH of row 1 of jdbc:h2:file:");
    }

    @Test
    void saysWhatIsMissing() throws URISyntaxException {
        assertThatThrownBy(() -> read(dataset(address, null, "geheim"))).isInstanceOf(UsageError.class);
        assertThatThrownBy(() -> read(dataset("jdbc:other:x", "select 1", "geheim")))
                .isInstanceOf(UsageError.class)
                .hasMessage("no driver takes jdbc:other:x");
        JdbcOptions none = new JdbcOptions("select 1", List.of(folder.resolve("none.jar")), null, null);
        assertThatThrownBy(() -> new JdbcDataset(address, none).open(SourceOptions.DEFAULTS, new Progress()))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("none.jar");
        assertThatThrownBy(() -> read(dataset(address, "select nonsense", "geheim")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("NONSENSE");
    }

    @Test
    void neverShowsPasswords() throws URISyntaxException {
        String bad = address + ";PASSWORD=falsch;NONSENSE=1";
        for (Dataset dataset :
                List.of(dataset(address, "select 'falsch' from", "falsch"), dataset(bad, "select 1", null))) {
            assertThat(dataset.name() + dataset).doesNotContain("falsch");
            assertThatThrownBy(() -> read(dataset))
                    .isInstanceOf(Unreachable.class)
                    .isInstanceOfSatisfying(Failure.class, e -> {
                        assertThat(e.getMessage()).doesNotContain("falsch");
                        assertThat(e.getCause()).isNull();
                    });
        }
        assertThat(new JdbcDataset("jdbc:postgresql://u:p%40w@host:5432/db?password=x", JdbcOptions.NONE).name())
                .isEqualTo("jdbc:postgresql://host:5432/db");
        assertThat(new JdbcDataset("jdbc:oracle:thin:scott/tiger@//host:1521/svc", JdbcOptions.NONE).name())
                .isEqualTo("jdbc:oracle:thin://host:1521/svc");
    }
}
