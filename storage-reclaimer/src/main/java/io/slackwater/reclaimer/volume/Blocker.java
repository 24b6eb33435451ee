package io.slackwater.reclaimer.volume;

import java.time.Instant;

/**
 * A reason why something has not happened.
 *
 * @param subject what it is about: a VM's UUID, a host, a store, a volume or a change
 * @param since since when it holds things up
 * @param detail a sentence for a person
 */
public record Blocker(BlockerCode code, String subject, Instant since, String detail) {

    /** Whether it is the same reason about the same subject, whatever its time and wording. */
    public boolean sameAs(Blocker other) {
        return code == other.code && subject.equals(other.subject);
    }

    Blocker since(Instant earlier) {
        return new Blocker(code, subject, earlier, detail);
    }
}
