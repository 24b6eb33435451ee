package io.slackwater.integration.fault;

import java.lang.instrument.Instrumentation;
import java.util.Arrays;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import net.bytebuddy.matcher.ElementMatchers;

/** Runs in the process of a service and makes it fail. Its argument is {@link #FULL_HEAP} or {@code class#method}. */
public final class FaultAgent {

    static final String FULL_HEAP = "full-heap";

    private static final int BLOCK = 1 << 20;

    private FaultAgent() {}

    /** What the JVM calls after it has loaded the agent. */
    public static void agentmain(String argument, Instrumentation instrumentation) throws ReflectiveOperationException {
        if (argument.equals(FULL_HEAP)) {
            new Thread(FaultAgent::fillHeap, FULL_HEAP).start();
            return;
        }
        String[] place = argument.split("#", -1);
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals(place[0]) && hasMethod(loaded, place[1])) {
                throwIn(loaded, place[1], instrumentation);
                return;
            }
        }
        throw new NoSuchMethodException("No class that is loaded has " + argument);
    }

    private static boolean hasMethod(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals(name));
    }

    private static void throwIn(Class<?> type, String method, Instrumentation instrumentation) {
        new ByteBuddy()
                .redefine(type, ClassFileLocator.ForInstrumentation.of(instrumentation, type))
                .visit(Advice.to(Planted.class).on(ElementMatchers.named(method)))
                .make()
                .load(type.getClassLoader(), ClassReloadingStrategy.of(instrumentation));
    }

    private static void fillHeap() {
        Object[] held = {};
        while (!Thread.currentThread().isInterrupted()) {
            held = new Object[] {held, new byte[BLOCK]};
        }
    }

    /** What a method begins with: ByteBuddy copies it there. */
    static final class Planted {

        private Planted() {}

        @Advice.OnMethodEnter
        @SuppressWarnings("DoNotCallSuggester") // nobody calls it
        static void enter() {
            throw new IllegalStateException("a planted error");
        }
    }
}
