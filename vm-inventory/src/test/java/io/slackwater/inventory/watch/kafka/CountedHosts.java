package io.slackwater.inventory.watch.kafka;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Hypervisors;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what is asked of each host, and which connections are open. */
final class CountedHosts implements Hypervisors {

    private final Hypervisors hosts;
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final Set<HostConnection> open = ConcurrentHashMap.newKeySet();

    CountedHosts(Hypervisors hosts) {
        this.hosts = hosts;
    }

    @Override
    public HostConnection open(String uri) throws HypervisorException {
        HostConnection connection = hosts.open(uri);
        count(uri, "open");
        open.add(connection);
        return (HostConnection) Proxy.newProxyInstance(
                HostConnection.class.getClassLoader(),
                new Class<?>[] {HostConnection.class},
                (proxy, method, given) -> {
                    count(uri, method.getName());
                    if (method.getName().equals("close")) {
                        open.remove(connection);
                    }
                    try {
                        return method.invoke(connection, given);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    /** Returns how often a method was called on the connections to a host; {@code open} counts the connections. */
    int calls(String uri, String method) {
        return calls.getOrDefault(uri + " " + method, 0);
    }

    /** Returns how many connections are open. */
    int open() {
        return open.size();
    }

    private void count(String uri, String method) {
        calls.merge(uri + " " + method, 1, Integer::sum);
    }
}
