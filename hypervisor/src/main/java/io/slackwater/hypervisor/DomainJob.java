package io.slackwater.hypervisor;

/**
 * Something that the hypervisor does with a running domain for a while.
 *
 * @param detail what it does, for people: {@code a backup}
 */
public record DomainJob(Kind kind, String detail) {

    /** What matters to those who want to change or stop the domain. */
    public enum Kind {
        /** It moves to another host, or comes from one. */
        MIGRATION,
        /** Its memory or state is saved, dumped or restored. */
        STATE,
        /** Its disks are backed up. */
        BACKUP,
        /** A disk is copied, committed or pulled. */
        BLOCK
    }
}
