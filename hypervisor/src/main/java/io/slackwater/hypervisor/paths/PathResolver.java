package io.slackwater.hypervisor.paths;

import io.slackwater.hypervisor.BackingDetails;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.paths.FileAnswer.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says which file a name on a host means, as far as its pools tell. A path that a pool lists is that file. A path with {@code ..} is only
 * certain where the host said of the file behind it what it says of the listed one: else a directory on it may be a symbolic link.
 */
public final class PathResolver {

    private static final String LINKS = "which goes upwards, and a directory on it may be a link";
    private static final String UNREADABLE = "which cannot be read as a path";

    private static final FileAnswer.Visitor<List<Entry>> ENTRIES = new FileAnswer.Visitor<>() {
        @Override
        public List<Entry> listed(FileAnswer.Listed listed) {
            return listed.names();
        }

        @Override
        public List<Entry> unlisted(FileAnswer.Unlisted unlisted) {
            return List.of();
        }

        @Override
        public List<Entry> unclear(FileAnswer.Unclear unclear) {
            return unclear.candidates();
        }

        @Override
        public List<Entry> export(FileAnswer.Export export) {
            return List.of();
        }
    };

    private final Map<String, List<Entry>> byPath = new HashMap<>();
    private final Aliases aliases;

    /**
     * A resolver for one host.
     *
     * @param pools every pool of the host with its volumes, as they were read together
     */
    public PathResolver(List<StoragePool> pools) {
        for (StoragePool pool : pools) {
            for (Volume volume : pool.volumes()) {
                byPath.computeIfAbsent(RemotePath.of(volume.path()).text(), added -> new ArrayList<>(1))
                        .add(new Entry(pool.name(), volume));
            }
        }
        this.aliases = new Aliases(pools);
    }

    /** Returns the file at a path that a definition names, of whatever format. */
    public FileAnswer of(String path) {
        return at(RemotePath.of(path), "", "");
    }

    /**
     * Returns the file at a path.
     *
     * @param format the format that is said of it by whoever names the path, empty where none is
     */
    public FileAnswer of(RemotePath path, String format) {
        return at(path, format, "");
    }

    /** Returns what a volume is backed by, as its pool tells it: nothing, one file, or all that a {@code json:} names. */
    public List<FileAnswer> below(Volume volume) {
        Optional<String> name = volume.backingPath();
        return name.isEmpty() ? List.of() : named(volume, name.get(), volume.backing());
    }

    /** Returns what a name means that stands in a volume, of whatever format; never empty. */
    public List<FileAnswer> named(Volume volume, String name) {
        return named(volume, name, BackingDetails.UNKNOWN);
    }

    private List<FileAnswer> named(Volume volume, String name, BackingDetails told) {
        return ImageName.of(name, RemotePath.of(volume.path())).stream()
                .map(named -> answer(named, told))
                .toList();
    }

    private FileAnswer answer(ImageName name, BackingDetails told) {
        if (name instanceof ImageName.File file) {
            return at(file.path(), told.stamp().isEmpty() ? "" : told.format(), told.stamp());
        }
        return name instanceof ImageName.Export export
                ? new FileAnswer.Export(export.protocol())
                : new FileAnswer.Unclear(((ImageName.Unknown) name).name(), UNREADABLE, List.of());
    }

    private FileAnswer at(RemotePath path, String format, String stamp) {
        List<Entry> listed = entries(path);
        if (!listed.isEmpty() && path.isExact()) {
            return found(path, listed.get(0));
        }
        List<Entry> likely = likely(path);
        boolean isConfirmed = !stamp.isEmpty()
                && likely.stream().anyMatch(entry -> entry.volume().stamp().equals(stamp));
        if (path.isExact() && isConfirmed) {
            return found(path, likely.get(0));
        }
        if (path.climbs() || !path.isExact()) {
            return new FileAnswer.Unclear(path.text(), path.isExact() ? LINKS : UNREADABLE, likely);
        }
        return new FileAnswer.Unlisted(path, format);
    }

    private FileAnswer found(RemotePath path, Entry entry) {
        List<Entry> doubtful = aliases.doubtfulOf(entry);
        if (doubtful.isEmpty()) {
            return new FileAnswer.Listed(aliases.of(entry));
        }
        List<Entry> candidates = new ArrayList<>(aliases.of(entry));
        candidates.addAll(doubtful);
        return new FileAnswer.Unclear(
                path.text(), "which two pools list by one name, so that it may be one file", candidates);
    }

    /** What a path is if no directory on it is a link, and if what could not be read of it is what could not be read of a listed one. */
    private List<Entry> likely(RemotePath path) {
        return entries(path.withoutLinks()).stream()
                .flatMap(entry -> aliases.of(entry).stream())
                .distinct()
                .toList();
    }

    private List<Entry> entries(RemotePath path) {
        return byPath.getOrDefault(path.text(), List.of());
    }

    /** Returns the volumes that an answer means or may mean; none where no pool lists the file. */
    public List<Entry> entries(FileAnswer answer) {
        return answer.accept(ENTRIES);
    }
}
