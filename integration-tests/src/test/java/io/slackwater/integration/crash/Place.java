package io.slackwater.integration.crash;

import io.slackwater.integration.relay.Spot;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/** Where something is noticed. */
sealed interface Place {

    /**
     * In what a service and the daemon say to each other.
     *
     * @param way the spots that are passed, one after the other; the message at the last of them gets lost
     */
    record Talk(List<Spot> way) implements Place {}

    /**
     * In the log, as soon as anybody can read it there.
     *
     * @param news the event
     */
    record Log(Predicate<SpecificRecord> news) implements Place {}

    static Place at(Spot... way) {
        return new Talk(List.of(way));
    }
}
