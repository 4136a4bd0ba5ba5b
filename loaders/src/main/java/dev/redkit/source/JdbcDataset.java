package dev.redkit.source;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The answer to a query. Its driver lives in a class loader of its own, apart from redkit's classes. */
final class JdbcDataset implements Dataset {
    private static final Pattern CREDENTIALS =
            Pattern.compile("^(jdbc:[a-z0-9]+:(?:[a-z0-9]+:)*(?://)?)(.*)@", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("(?:password|passwd|pwd|secret|token)[a-z]*=([^;&]*)", Pattern.CASE_INSENSITIVE);
    private static final int ROWS_AT_ONCE = 1000;

    private final String address;
    private final String name;
    private final JdbcOptions options;

    JdbcDataset(String address, JdbcOptions options) {
        this.address = address;
        this.name = withoutSecrets(address);
        this.options = options;
    }

    /** Without user, password and parameters. */
    private static String withoutSecrets(String address) {
        return CREDENTIALS.matcher(address).replaceFirst("$1").replaceFirst("[?;].*$", "");
    }

    private static List<String> secrets(String address, JdbcOptions options) {
        List<String> secrets = new ArrayList<>();
        if (options.password() != null) {
            secrets.add(options.password());
        }
        Matcher parameter = SECRET_PARAMETER.matcher(address);
        while (parameter.find()) {
            secrets.add(parameter.group(1));
        }
        Matcher inFront = CREDENTIALS.matcher(address);
        if (inFront.find()) {
            String credentials = inFront.group(2);
            secrets.add(credentials);
            secrets.add(credentials.substring(Math.max(credentials.indexOf(':'), credentials.indexOf('/')) + 1));
        }
        secrets.removeIf(String::isEmpty);
        return secrets;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public RowSources.Opened begin(SourceOptions source, Progress progress) {
        progress.expect(Progress.UNKNOWN);
        if (options.query() == null) {
            throw new UsageError("a jdbc: address needs a query", "say it with --query 'select …'");
        }
        URLClassLoader loader = loader();
        try {
            JdbcSource rows = connect(driver(loader), loader, source.recordLimit());
            return new RowSources.Opened("jdbc", rows);
        } catch (RuntimeException e) {
            close(loader);
            throw e;
        }
    }

    private URLClassLoader loader() {
        List<URL> jars = new ArrayList<>();
        for (Path jar : options.drivers()) {
            if (!Files.isReadable(jar)) {
                throw new UsageError("there is no driver " + jar, "name the jar file of the driver with --driver");
            }
            try {
                jars.add(jar.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new UsageError(jar + " is not a path", null, e);
            }
        }
        return new URLClassLoader("jdbc", jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private Driver driver(URLClassLoader loader) {
        try {
            for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
                if (driver.acceptsURL(address)) {
                    return driver;
                }
            }
        } catch (SQLException | ServiceConfigurationError e) {
            throw new UsageError("the driver cannot be used: " + hidden(e.getMessage()), null, e);
        }
        throw new UsageError(
                "no driver takes " + name,
                options.drivers().isEmpty()
                        ? "name the jar file of the driver with --driver"
                        : "is the jar that of this database?");
    }

    private JdbcSource connect(Driver driver, URLClassLoader loader, int recordLimit) {
        Connection connection;
        try {
            Properties who = new Properties();
            if (options.user() != null) {
                who.setProperty("user", options.user());
            }
            if (options.password() != null) {
                who.setProperty("password", options.password());
            }
            connection = driver.connect(address, who);
        } catch (SQLException e) {
            throw new Unreachable(
                    "cannot connect to " + name + ": " + hidden(e.getMessage()), "check address and user");
        }
        if (connection == null) {
            throw new UsageError("no driver takes " + name);
        }
        try {
            beReadOnly(connection);
            connection.setAutoCommit(false);
            Statement statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            // MySQL's own driver streams only when told so; all others fetch as many at once.
            statement.setFetchSize(
                    driver.getClass().getName().startsWith("com.mysql.") ? Integer.MIN_VALUE : ROWS_AT_ONCE);
            ResultSet answer = statement.executeQuery(options.query());
            return new JdbcSource(this, connection, answer, loader, recordLimit);
        } catch (SQLException e) {
            try (connection) {
                throw failed(e);
            } catch (SQLException onClose) {
                throw failed(e);
            }
        }
    }

    /** It is a hint, which some drivers refuse to take. */
    private static void beReadOnly(Connection connection) {
        try {
            connection.setReadOnly(true);
        } catch (SQLException e) {
            // The query alone decides what is done.
        }
    }

    BadInput failed(SQLException e) {
        // The cause is left out: drivers like to quote the address with all that is in it.
        return new BadInput("the query on " + name + " failed: " + hidden(e.getMessage()));
    }

    private String hidden(String message) {
        String shown = String.valueOf(message).replace(address, name);
        for (String secret : secrets(address, options)) {
            shown = shown.replace(secret, "***");
        }
        return shown;
    }

    static void close(URLClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            // Nothing was written.
        }
    }

    @Override
    public String fingerprint() {
        return null;
    }

    @Override
    public String toString() {
        return name;
    }
}
