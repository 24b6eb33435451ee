package io.slackwater.standalone.vms;

import io.slackwater.planning.fleet.Fleet;
import io.slackwater.standalone.reach.NotDoneException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What VMs are called. The log, which is read from its start, is read when the first of them is to be named. */
public final class VmNames {

    /** A UUID that is a word of its own: one inside a path or another name is no VM's. */
    private static final Pattern WORD = Pattern.compile("(?<![^\\s(])" + VmFinder.FORM + "(?![^\\s,;)])");

    private final Supplier<Fleet> log;
    private final PrintWriter hints;
    private Optional<Map<String, String>> names = Optional.empty();

    /**
     * Names that are looked up.
     *
     * @param log reads the fleet; it may throw {@link NotDoneException}
     * @param hints where it is said, once, that the log could not be read
     */
    public VmNames(Supplier<Fleet> log, PrintWriter hints) {
        this.log = log;
        this.hints = hints;
    }

    /** Returns the name of a VM, with its UUID where others have that name; what is no UUID, or of no VM with a name, as it is. */
    public String inWords(String subject) {
        return VmFinder.isWholeId(subject) ? names().getOrDefault(subject, subject) : subject;
    }

    /** Returns a text with names, as {@link #inWords} gives them, in the place of the UUIDs of VMs. */
    public String inText(String text) {
        return WORD.matcher(text).replaceAll(uuid -> Matcher.quoteReplacement(inWords(uuid.group())));
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
        } catch (NotDoneException unread) {
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
