package io.slackwater.inventory.match.kafka;

/** Counts what the matching brain does. */
public interface MatchMeter {

    /** Counts nothing. */
    MatchMeter NONE = new MatchMeter() {
        @Override
        public void opened() {}

        @Override
        public void scanned(int rows) {}
    };

    /** An update was opened. */
    void opened();

    /** Rows of uses were scanned for a change or a volume. */
    void scanned(int rows);
}
