package io.slackwater.integration.hosts;

import io.slackwater.lab.host.Prerequisites;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Hands a test class the {@link RealFleet}, made by the first that asks and closed after the last. Skips the class, with
 * the reason, on a machine that cannot carry one.
 */
public final class OnRealHosts implements BeforeAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(OnRealHosts.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Prerequisites.missing().ifPresent(missing -> {
            throw new TestAbortedException("no real hosts here: " + missing);
        });
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RealFleet.class;
    }

    @Override
    public RealFleet resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(RealFleet.class, key -> RealFleet.start(), RealFleet.class);
    }
}
