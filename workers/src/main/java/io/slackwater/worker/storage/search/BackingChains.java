package io.slackwater.worker.storage.search;

import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.paths.FileAnswer;
import io.slackwater.hypervisor.paths.PathResolver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The backing chain of each file of a host, as its pools list it. */
public final class BackingChains {

    private static final FileAnswer.Visitor<Optional<String>> PATH = new FileAnswer.Visitor<>() {
        @Override
        public Optional<String> listed(FileAnswer.Listed listed) {
            return Optional.of(listed.names().get(0).volume().path());
        }

        @Override
        public Optional<String> unlisted(FileAnswer.Unlisted unlisted) {
            return Optional.of(unlisted.path().text());
        }

        @Override
        public Optional<String> unclear(FileAnswer.Unclear unclear) {
            return Optional.empty();
        }

        @Override
        public Optional<String> export(FileAnswer.Export export) {
            return Optional.empty();
        }
    };

    private final Map<String, String> backing = new HashMap<>();
    private final Map<String, List<String>> backed = new HashMap<>();

    public BackingChains(HostSnapshot host) {
        PathResolver resolver = new PathResolver(host.pools());
        host.pools().stream().flatMap(pool -> pool.volumes().stream()).forEach(volume -> resolver.below(volume).stream()
                .limit(1)
                .forEach(below -> below.accept(PATH).ifPresent(path -> add(volume.path(), path))));
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
