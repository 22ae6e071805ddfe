package io.underpass.testkit;

import io.underpass.emulator.Underpass;
import io.underpass.emulator.journal.Journal;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * What an extension gives to the parameters of tests.
 *
 * <p>Threads: safe, holds nothing.
 */
final class Parameters {

    private static final Set<Class<?>> TYPES = Set.of(
            Underpass.class,
            UnderpassExtension.class,
            Journal.class,
            FakeTarget.class,
            FaultProxy.class,
            LoadBalancer.class);

    private Parameters() {}

    static boolean supports(ParameterContext context) {
        Class<?> type = context.getParameter().getType();
        return TYPES.contains(type) || (type.equals(URI.class) && context.isAnnotated(InvokeUrl.class));
    }

    static Object resolve(ParameterContext context, UnderpassExtension extension) {
        Class<?> type = context.getParameter().getType();
        try {
            if (type.equals(Underpass.class)) {
                return extension.underpass();
            }
            if (type.equals(Journal.class)) {
                return extension.underpass().journal();
            }
            if (type.equals(FakeTarget.class)) {
                return extension.target(name(context));
            }
            if (type.equals(FaultProxy.class)) {
                return extension.proxy(name(context));
            }
            if (type.equals(LoadBalancer.class)) {
                return extension.loadBalancer(name(context));
            }
            if (type.equals(URI.class)) {
                return url(context, extension);
            }
            return extension;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ParameterResolutionException(context.getParameter() + ": " + e.getMessage(), e);
        }
    }

    private static URI url(ParameterContext context, UnderpassExtension extension) {
        InvokeUrl wanted = context.findAnnotation(InvokeUrl.class).orElseThrow();
        return extension.invokeUrl(wanted.api(), wanted.stage());
    }

    private static String name(ParameterContext context) {
        Parameter parameter = context.getParameter();
        return context.findAnnotation(Called.class).map(Called::value).orElseGet(() -> {
            if (!parameter.isNamePresent()) {
                throw new IllegalArgumentException(
                        "its name is not known: compile with -parameters, or say @Called(\"...\")");
            }
            return parameter.getName();
        });
    }
}
