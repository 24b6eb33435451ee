package io.slackwater.reclaimer.look;

import io.slackwater.hypervisor.Volume;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which files of a host are backed by which, as its pools tell. */
public final class Chains {

    private final Map<String, String> backing = new HashMap<>();
    private final Map<String, List<String>> backed = new HashMap<>();

    public Chains(HostListing host) {
        host.pools().stream().flatMap(pool -> pool.volumes().stream()).forEach(volume -> volume.backingPath()
                .filter(named -> !named.startsWith("json:"))
                .ifPresent(named -> add(volume.path(), HostPaths.below(volume.path(), named))));
    }

    /** Returns the paths that a volume is backed by, the nearest first. */
    public List<String> below(Volume volume) {
        List<String> chain = new ArrayList<>();
        Optional<String> next = Optional.ofNullable(backing.get(volume.path()));
        while (next.isPresent() && !chain.contains(next.get())) {
            chain.add(next.get());
            next = Optional.ofNullable(backing.get(next.get()));
        }
        return chain;
    }

    /** Returns how many volumes are backed by a volume, at whatever depth. */
    public int above(Volume volume) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(volume.path()));
        while (!next.isEmpty()) {
            backed.getOrDefault(next.remove(), List.of()).stream()
                    .filter(reached::add)
                    .forEach(next::add);
        }
        return reached.size();
    }

    private void add(String path, String below) {
        backing.put(path, below);
        backed.computeIfAbsent(below, added -> new ArrayList<>()).add(path);
    }
}
