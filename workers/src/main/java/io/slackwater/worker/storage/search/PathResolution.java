package io.slackwater.worker.storage.search;

import java.util.function.Consumer;

/** The outcome of resolving one path of a host, with its backing chain. */
sealed interface PathResolution {

    /** Returns that it leads to the looked-at volume. */
    static PathResolution target() {
        return new Target();
    }

    /** Returns that it leads to files that are known, none of which is the looked-at volume. */
    static PathResolution elsewhere() {
        return new Elsewhere();
    }

    /** Tells whoever has to know that it leads to the looked-at volume, or by what it may; nobody where it leads elsewhere. */
    void tell(Runnable target, Consumer<String> unclear);

    /** How much it counts beside others of one path: the looked-at volume more than what is unclear, and that more than the rest. */
    int weight();

    /** Returns the one of two that counts more; this one where they count the same. */
    default PathResolution or(PathResolution other) {
        return other.weight() > weight() ? other : this;
    }

    /** To the looked-at volume. */
    record Target() implements PathResolution {

        @Override
        public void tell(Runnable target, Consumer<String> unclear) {
            target.run();
        }

        @Override
        public int weight() {
            return 2;
        }
    }

    /** To something else for certain. */
    record Elsewhere() implements PathResolution {

        @Override
        public void tell(Runnable target, Consumer<String> unclear) {
            // Of no interest.
        }

        @Override
        public int weight() {
            return 0;
        }
    }

    /**
     * Nobody can tell.
     *
     * @param what the file or export that cannot be told, and why, for a person
     */
    record Unclear(String what) implements PathResolution {

        @Override
        public void tell(Runnable target, Consumer<String> unclear) {
            unclear.accept(what);
        }

        @Override
        public int weight() {
            return 1;
        }
    }
}
