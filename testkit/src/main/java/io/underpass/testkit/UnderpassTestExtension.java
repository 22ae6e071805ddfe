package io.underpass.testkit;

import java.lang.reflect.Constructor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Makes an {@link UnderpassExtension} of {@link UnderpassTest}.
 *
 * <p>Threads: safe.
 */
final class UnderpassTestExtension
        implements BeforeAllCallback,
                AfterAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                InvocationInterceptor,
                ParameterResolver {

    private volatile Optional<UnderpassExtension> made = Optional.empty();

    UnderpassTestExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        if (made.isEmpty()) {
            made = Optional.of(of(context.getRequiredTestClass()));
        }
        made.get().beforeAll(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        made.ifPresent(extension -> extension.afterAll(context));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        made.ifPresent(extension -> extension.beforeEach(context));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        made.ifPresent(extension -> extension.afterEach(context));
    }

    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
            throws Throwable {
        made.orElseThrow().interceptDynamicTest(invocation, test, context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Parameters.supports(parameter);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Parameters.resolve(parameter, made.orElseThrow());
    }

    private static UnderpassExtension of(Class<?> testClass) {
        UnderpassTest wanted = AnnotationSupport.findAnnotation(testClass, UnderpassTest.class)
                .orElseThrow(() -> new ExtensionConfigurationException(
                        testClass + " is not annotated with @UnderpassTest, which this extension is for"));
        UnderpassExtensionBuilder builder = UnderpassExtension.builder().targets(wanted.targets());
        if (!wanted.region().isEmpty()) {
            builder.settings(settings -> settings.region(wanted.region()));
        }
        if (wanted.keepStateBetweenTests()) {
            builder.keepStateBetweenTests();
        }
        if (!wanted.description().isEmpty()) {
            builder.describe(DescribedFile.of(testClass, wanted.description()));
        }
        for (Class<? extends UnderpassSetUp> each : wanted.setUp()) {
            UnderpassSetUp work = instance(each);
            builder.setUp(work::setUp);
        }
        return builder.build();
    }

    private static UnderpassSetUp instance(Class<? extends UnderpassSetUp> type) {
        try {
            Constructor<? extends UnderpassSetUp> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new ExtensionConfigurationException(
                    type.getName() + " needs a constructor without parameters that works", e);
        }
    }
}
