package io.slackwater.standalone.vms;

import io.slackwater.planning.fleet.Fleet;
import io.slackwater.standalone.connect.CommandFailedException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What the log calls VMs: by the name, with the UUID where others have it. The log, which is read from its start, is read when the first
 * of them is to be named.
 */
public final class LogVmNames implements VmNames {

    private final Supplier<Fleet> log;
    private final PrintWriter hints;
    private Optional<Map<String, String>> names = Optional.empty();

    /**
     * Names that are looked up.
     *
     * @param log reads the fleet; it may throw {@link CommandFailedException}
     * @param hints where it is said, once, that the log could not be read
     */
    public LogVmNames(Supplier<Fleet> log, PrintWriter hints) {
        this.log = log;
        this.hints = hints;
    }

    @Override
    public String inWords(String subject) {
        return VmFinder.isWholeId(subject) ? names().getOrDefault(subject, subject) : subject;
    }

    private Map<String, String> names() {
        if (names.isEmpty()) {
            names = Optional.of(read());
        }
        return names.get();
    }

    private Map<String, String> read() {
        try {
            return of(log.get());
        } catch (CommandFailedException unread) {
            hints.println("(VMs are shown by their UUIDs. " + unread.getMessage() + ")");
            return Map.of();
        }
    }

    private static Map<String, String> of(Fleet fleet) {
        Map<String, Integer> bearers = new TreeMap<>();
        fleet.vms().forEach(vm -> vm.names().forEach(name -> bearers.merge(name, 1, Integer::sum)));
        Map<String, String> names = new TreeMap<>();
        fleet.vms().forEach(vm -> vm.names().stream()
                .findFirst()
                .ifPresent(name ->
                        names.put(vm.id(), bearers.getOrDefault(name, 1) > 1 ? name + " (" + vm.id() + ")" : name)));
        return names;
    }
}
