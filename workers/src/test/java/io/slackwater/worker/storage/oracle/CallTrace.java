package io.slackwater.worker.storage.oracle;

import io.slackwater.hypervisor.HostConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What is called on the hosts while a command is carried out, and when; something may be done before any of the calls. */
final class CallTrace {

    /**
     * A call. Times are of the monotonic clock, in nanoseconds.
     *
     * @param deletes the name of the volume that it deletes; empty where it deletes none
     */
    record Call(int host, String method, Optional<String> deletes, long began, long ended) {

        /** Whether it reads what machines are defined by. */
        boolean readsDefinitions() {
            String name = method.toLowerCase(Locale.ROOT);
            return name.contains("domain") || name.contains("definition");
        }
    }

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private Optional<Runnable> deed = Optional.empty();
    private int before;
    private int begun;

    /** Forgets the calls so far, and does something before the call of a number, from 0; never where there are fewer. */
    void begin(int number, Runnable what) {
        calls.clear();
        begun = 0;
        before = number;
        deed = Optional.of(what);
    }

    /** Nothing more is to be done before later calls. */
    void end() {
        deed = Optional.empty();
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Returns the last of some calls that began before a time. */
    Optional<Call> last(long until, Predicate<Call> which) {
        return calls.stream()
                .filter(call -> call.began() < until && which.test(call))
                .reduce((one, later) -> later);
    }

    /** Returns the first of some calls. */
    Optional<Call> first(Predicate<Call> which) {
        return calls.stream().filter(which).findFirst();
    }

    HostConnection traced(int host, HostConnection connection) {
        return (HostConnection) Proxy.newProxyInstance(
                HostConnection.class.getClassLoader(),
                new Class<?>[] {HostConnection.class},
                (proxy, method, arguments) -> {
                    doDue();
                    long began = System.nanoTime();
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    } finally {
                        calls.add(
                                new Call(host, method.getName(), deleted(method, arguments), began, System.nanoTime()));
                    }
                });
    }

    private static Optional<String> deleted(Method method, Object[] arguments) {
        return method.getName().equals("delete") ? Optional.of((String) arguments[1]) : Optional.empty();
    }

    private void doDue() {
        if (begun++ == before) {
            Optional<Runnable> due = deed;
            deed = Optional.empty();
            due.ifPresent(Runnable::run);
        }
    }
}
