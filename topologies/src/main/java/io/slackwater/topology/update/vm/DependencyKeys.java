package io.slackwater.topology.update.vm;

import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.vm.Vm;
import java.util.HashSet;
import java.util.Set;

/** Builds keys of what a VM depends on, so that a range scan finds the VMs that an event concerns. */
public final class DependencyKeys {

    private static final char END = '\u0000';
    private static final char AFTER_END = '\u0001';

    private DependencyKeys() {}

    /** What is said of a host. */
    public static String host(String hostId) {
        return "host/" + hostId;
    }

    static String store(String store) {
        return "store/" + store;
    }

    /** What is said of a change. */
    public static String change(String changeId) {
        return "change/" + changeId;
    }

    /** What is said of policies: it concerns every VM that has an open update. */
    public static String policies() {
        return "policies";
    }

    /** Returns everything whose events concern a VM: nothing while it has no open update. */
    static Set<String> of(Vm vm) {
        Set<String> subjects = new HashSet<>();
        if (!vm.updates().isEmpty()) {
            subjects.add(policies());
            vm.placements().keySet().forEach(hostId -> subjects.add(host(hostId)));
        }
        for (Update update : vm.updates()) {
            subjects.add(host(update.hostId()));
            subjects.add(change(update.key().changeId()));
            for (Replacement replacement : update.replacements()) {
                subjects.add(store(replacement.from().store()));
            }
        }
        return subjects;
    }

    /** Returns the index key of a VM under a subject. */
    static String entry(String subject, String vmId) {
        return subject + END + vmId;
    }

    /** Returns the first index key of a subject. */
    public static String first(String subject) {
        return subject + END;
    }

    /** Returns a key behind the last index key of a subject. */
    public static String last(String subject) {
        return subject + AFTER_END;
    }

    /** Returns the VM of an index key. */
    public static String vmOf(String entry) {
        return entry.substring(entry.indexOf(END) + 1);
    }

    /** Returns the key right behind an index key. */
    static String behind(String entry) {
        return entry + END;
    }
}
