package dev.redkit.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Runs a {@link RedisServer} class once for each of its flavours, and gives it what it asks for. */
final class ServerProvider implements ClassTemplateInvocationContextProvider {
    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getElement(), RedisServer.class);
    }

    @Override
    public Stream<? extends ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
            ExtensionContext context) {
        RedisServer wanted = AnnotationSupport.findAnnotation(context.getElement(), RedisServer.class)
                .orElseThrow();
        return Arrays.stream(wanted.flavour()).map(flavour -> new Invocation(flavour, wanted));
    }

    /** One run of the class. */
    private record Invocation(Flavour flavour, RedisServer wanted) implements ClassTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return flavour.title();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Servers(flavour, wanted));
        }
    }

    /** Starts what is asked for when it is first asked for; JUnit closes what the run's store holds. */
    private static final class Servers implements BeforeClassTemplateInvocationCallback, ParameterResolver {
        private final Flavour flavour;
        private final RedisServer wanted;
        private ExtensionContext.Store started;

        Servers(Flavour flavour, RedisServer wanted) {
            this.flavour = flavour;
            this.wanted = wanted;
        }

        @Override
        public void beforeClassTemplateInvocation(ExtensionContext context) {
            if (flavour.executable().isEmpty()) {
                String reason = flavour.title() + " is not installed (.ci/servers, then mvn verify -Pmatrix)";
                Required.refuseToSkip(flavour.title(), reason);
                throw new TestAbortedException(reason);
            }
            started = context.getStore(ExtensionContext.Namespace.create(Servers.class));
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return List.of(TestServer.class, TestCluster.class, TestSentinels.class)
                    .contains(parameter.getParameter().getType());
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return started.computeIfAbsent(parameter.getParameter().getType(), this::start);
        }

        private AutoCloseable start(Class<?> type) {
            if (type == TestCluster.class) {
                return TestCluster.start(flavour, wanted.config());
            }
            if (type == TestSentinels.class) {
                return TestSentinels.start(flavour, wanted.config());
            }
            return TestServer.start(flavour, wanted.tls(), wanted.config());
        }
    }
}
