package io.slackwater.worker.storage;

import io.slackwater.hypervisor.HostConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** A connection whose calls are noted, and between whose calls somebody acts. */
public final class Watched {

    /** Somebody who acts before or after a call; {@code count} is how often that method was called, from 1. */
    public interface Owner {
        void act(String method, int count, Object[] arguments) throws Throwable;
    }

    /** Does nothing. */
    public static final Owner NOBODY = (method, count, arguments) -> {};

    /** The names of the methods that were called, in their order. */
    public final List<String> calls = new ArrayList<>();

    /** When each was called, by the monotonic clock. */
    final List<Long> times = new ArrayList<>();

    private final HostConnection host;
    private final Owner before;
    private final Owner after;

    public Watched(HostConnection host, Owner before, Owner after) {
        this.host = host;
        this.before = before;
        this.after = after;
    }

    public HostConnection connection() {
        return (HostConnection) Proxy.newProxyInstance(
                Watched.class.getClassLoader(), new Class<?>[] {HostConnection.class}, (proxy, method, given) -> {
                    Object[] arguments = given == null ? new Object[0] : given;
                    calls.add(method.getName());
                    times.add(System.nanoTime());
                    int count = (int)
                            calls.stream().filter(method.getName()::equals).count();
                    before.act(method.getName(), count, arguments);
                    try {
                        Object result = method.invoke(host, given);
                        after.act(method.getName(), count, arguments);
                        return result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
