package io.slackwater.hypervisor.paths;

import io.slackwater.hypervisor.Volume;
import java.util.List;

/** Which file a name means. */
public sealed interface FileAnswer {

    /** Returns what the visitor says of this answer. */
    <R> R accept(Visitor<R> visitor);

    /**
     * Says something of each answer. It has no default: the compiler names each place that a new answer is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R listed(Listed listed);

        R unlisted(Unlisted unlisted);

        R unclear(Unclear unclear);

        R export(Export export);
    }

    /**
     * A volume of a pool.
     *
     * @param pool the name of the pool that lists it
     */
    record Entry(String pool, Volume volume) {}

    /**
     * One file for certain, which pools list.
     *
     * @param names every name that pools give it, by links or since two pools list one directory; the one that was asked for comes first
     */
    record Listed(List<Entry> names) implements FileAnswer {
        public Listed {
            names = List.copyOf(names);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.listed(this);
        }
    }

    /**
     * A path that no pool lists. It may be a link to any file, or be backed by any.
     *
     * @param format the format that is said of it, empty where none is
     */
    record Unlisted(RemotePath path, String format) implements FileAnswer {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unlisted(this);
        }
    }

    /**
     * Nobody can tell.
     *
     * @param name as it stands
     * @param why in words that continue the sentence "It names ..., "
     * @param candidates what it may be, for all that is known; it may also be something else
     */
    record Unclear(String name, String why, List<Entry> candidates) implements FileAnswer {
        public Unclear {
            candidates = List.copyOf(candidates);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unclear(this);
        }
    }

    /** Not a file of the host, but what a protocol serves: a file of the host may be behind it. */
    record Export(String protocol) implements FileAnswer {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.export(this);
        }
    }
}
