package dev.redkit.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class want a real server: they ask for a {@link TestServer}, a {@link TestCluster} or
 * {@link TestSentinels} as a parameter of a test, of {@code @BeforeEach} or of the constructor, and all get the same one.
 * (JUnit runs {@code @BeforeAll} before there is a server: what should happen once goes into {@link TestServer#once}.)
 * The class runs once for each flavour. One that is not on this machine is skipped and says so, unless
 * {@code -Dredkit.required} lists it. {@code mvn verify} has the embedded one; the wider matrix has the others.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(Required.MATRIX)
@ClassTemplate
@ExtendWith(ServerProvider.class)
public @interface RedisServer {
    Flavour[] flavour() default Flavour.EMBEDDED;

    /** Further lines of redis.conf: {@code "maxmemory 10mb"}, {@code "user ann on >secret ~* +@read"}. */
    String[] config() default {};

    /** How the test server is reached; clusters and sentinels are plain. */
    TlsMode tls() default TlsMode.OFF;
}
