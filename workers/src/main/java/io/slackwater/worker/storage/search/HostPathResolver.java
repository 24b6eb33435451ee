package io.slackwater.worker.storage.search;

import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.paths.FileAnswer;
import io.slackwater.hypervisor.paths.FileAnswer.Entry;
import io.slackwater.hypervisor.paths.PathResolver;
import io.slackwater.hypervisor.paths.RemotePath;
import io.slackwater.hypervisor.xml.image.ImageReference.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Resolves a path of a host to the searched volume, as far as its pools tell: backing files are followed at any depth.
 */
final class HostPathResolver {

    /** Names that udev gives to block devices. */
    private static final Pattern DEVICES = Pattern.compile("/dev/disk/by-[a-z]+/[^/]+");

    private final PathResolver resolver;
    private final Map<Entry, List<FileAnswer>> below = new HashMap<>();
    private final Set<RemotePath> targets;
    private final UnlistedPaths foreign;

    HostPathResolver(HostSnapshot host, VolumeRef volume) {
        this.resolver = new PathResolver(host.pools());
        this.targets = withAliases(paths(host, volume));
        this.foreign = new UnlistedPaths(targets);
    }

    /** Returns the paths of the looked-at volume: by its pool, as it was known, and those that links give it in any pool. */
    Set<String> targets() {
        return targets.stream().map(RemotePath::text).collect(Collectors.toSet());
    }

    /** Whether all characters of the volume's paths could be read. */
    boolean areTargetsReadable() {
        return targets.stream().allMatch(RemotePath::isExact);
    }

    boolean isTarget(String path) {
        return targets.contains(RemotePath.of(path));
    }

    /** Returns where a path leads that a document names. */
    PathResolution of(String path, String format, Role role) {
        return of(List.of(resolver.of(RemotePath.of(path), format)), role);
    }

    /** Returns where a listed volume leads. */
    PathResolution of(Volume volume) {
        return of(volume.path(), "", Role.OTHER);
    }

    /** Returns where a name leads that stands in a volume. */
    PathResolution named(Volume volume, String name) {
        return of(resolver.named(volume, name), Role.OTHER);
    }

    /** Returns where the device or file leads that a pool is made of. */
    PathResolution source(String path) {
        return DEVICES.matcher(path).matches() ? PathResolution.elsewhere() : of(path, "raw", Role.OTHER);
    }

    private PathResolution of(List<FileAnswer> start, Role role) {
        Deque<FileAnswer> next = new ArrayDeque<>(start);
        Set<Entry> seen = new LinkedHashSet<>();
        PathResolution found = PathResolution.elsewhere();
        boolean isFirst = true;
        while (!next.isEmpty() && !found.equals(PathResolution.target())) {
            FileAnswer answer = next.remove();
            // What is backed by a read-only image is no firmware.
            found = found.or(answer.accept(new Judgement(isFirst ? role : Role.OTHER)));
            isFirst = false;
            resolver.entries(answer).stream().filter(seen::add).forEach(entry -> next.addAll(below(entry)));
        }
        return found.equals(PathResolution.elsewhere()) && isCircular(seen)
                ? new PathResolution.Unclear("images that are backed by each other")
                : found;
    }

    /** Whether images are left once those are taken away that are backed by none that is left. */
    private boolean isCircular(Set<Entry> seen) {
        List<Entry> lastFirst = new ArrayList<>(seen);
        Collections.reverse(lastFirst);
        Set<Entry> left = new HashSet<>(seen);
        boolean goesOn = true;
        while (goesOn) {
            goesOn = false;
            for (Entry entry : lastFirst) {
                goesOn |= left.contains(entry)
                        && below(entry).stream()
                                .flatMap(answer -> resolver.entries(answer).stream())
                                .noneMatch(left::contains)
                        && left.remove(entry);
            }
        }
        return !left.isEmpty();
    }

    private List<FileAnswer> below(Entry entry) {
        List<FileAnswer> known = below.get(entry);
        if (known == null) {
            known = resolver.below(entry.volume());
            below.put(entry, known);
        }
        return known;
    }

    private PathResolution judge(FileAnswer.Unlisted unlisted, Role role) {
        if (isTargetOrAbove(unlisted.path())) {
            return PathResolution.target();
        }
        return foreign.isElsewhere(unlisted, role)
                ? PathResolution.elsewhere()
                : new PathResolution.Unclear(unlisted.path() + ", a path that no pool lists");
    }

    /** A directory that a machine may read as a whole counts for all that is in it. */
    private boolean isTargetOrAbove(RemotePath path) {
        return targets.stream().anyMatch(path::isOrContains);
    }

    /** Returns where something leads that a protocol serves. */
    static PathResolution exported(String protocol) {
        return UnlistedPaths.isElsewhere(protocol)
                ? PathResolution.elsewhere()
                : new PathResolution.Unclear("something that is served by " + protocol);
    }

    private Set<RemotePath> withAliases(Set<RemotePath> paths) {
        Set<RemotePath> all = new HashSet<>(paths);
        for (RemotePath path : paths) {
            if (resolver.of(path, "") instanceof FileAnswer.Listed listed) {
                listed.names()
                        .forEach(name -> all.add(RemotePath.of(name.volume().path())));
            }
        }
        return Set.copyOf(all);
    }

    /** The volume's paths on this host: as its pool lists it, as the pool would, and as it was known. */
    private static Set<RemotePath> paths(HostSnapshot host, VolumeRef volume) {
        Set<RemotePath> paths = new HashSet<>();
        if (!volume.path().isEmpty()) {
            paths.add(RemotePath.of(volume.path()));
        }
        host.ownPool().ifPresent(pool -> {
            pool.volume(volume.name()).ifPresent(listed -> paths.add(RemotePath.of(listed.path())));
            if (!pool.targetPath().isEmpty()) {
                paths.add(RemotePath.of(pool.targetPath() + "/" + volume.name()));
            }
        });
        return paths;
    }

    /** Says where an answer leads, for a name with a role. */
    private final class Judgement implements FileAnswer.Visitor<PathResolution> {

        private final Role role;

        Judgement(Role role) {
            this.role = role;
        }

        @Override
        public PathResolution listed(FileAnswer.Listed listed) {
            return listed.names().stream()
                            .anyMatch(name ->
                                    isTargetOrAbove(RemotePath.of(name.volume().path())))
                    ? PathResolution.target()
                    : PathResolution.elsewhere();
        }

        @Override
        public PathResolution unlisted(FileAnswer.Unlisted unlisted) {
            return judge(unlisted, role);
        }

        @Override
        public PathResolution unclear(FileAnswer.Unclear unclear) {
            return targets.contains(RemotePath.of(unclear.name()).withoutLinks())
                    ? PathResolution.target()
                    : new PathResolution.Unclear(unclear.name() + ", " + unclear.why());
        }

        @Override
        public PathResolution export(FileAnswer.Export export) {
            return exported(export.protocol());
        }
    }
}
