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

    /** VMs were looked at for a change or for volumes. */
    void scanned(int rows);
}
