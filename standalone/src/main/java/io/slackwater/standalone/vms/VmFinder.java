package io.slackwater.standalone.vms;

import io.slackwater.domain.text.NameSuggestions;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.fleet.FleetVm;
import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.text.Count;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds a VM by what a person calls it: its UUID, the beginning of that, or its name. */
public final class VmFinder {

    /** What the id of a VM looks like. */
    static final String FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private static final Pattern UUID = Pattern.compile(FORM);
    private static final int LISTED = 10;

    private VmFinder() {}

    /** Whether it is a whole UUID, which needs no looking up. */
    public static boolean isWholeId(String written) {
        return UUID.matcher(lower(written)).matches();
    }

    /**
     * Returns the UUID of the VM that is meant.
     *
     * @param fleet asked only where it is no whole UUID
     * @throws CommandFailedException if no VM is meant, or several may be; it names them, or the nearest
     */
    public static String find(String written, Supplier<Fleet> fleet) {
        return isWholeId(written) ? lower(written) : find(written, fleet.get());
    }

    private static String find(String written, Fleet fleet) {
        List<FleetVm> named = named(written, fleet);
        List<FleetVm> found = named.isEmpty() && !written.isBlank()
                ? those(fleet, vm -> vm.id().startsWith(lower(written)))
                : named;
        if (found.size() == 1) {
            return found.get(0).id();
        }
        throw new CommandFailedException(found.isEmpty() ? unknown(written, fleet) : ambiguous(written, found));
    }

    /** One that is gone is meant only where none that is there has the name. */
    private static List<FleetVm> named(String name, Fleet fleet) {
        List<FleetVm> all = those(fleet, vm -> vm.names().contains(name));
        List<FleetVm> here = all.stream()
                .filter(vm -> !vm.vm().presentPlacements().isEmpty())
                .toList();
        return here.isEmpty() ? all : here;
    }

    /** Returns that there is no such VM, with those whose names or UUIDs are like it. */
    public static String unknown(String written, Fleet fleet) {
        TreeSet<String> names = new TreeSet<>();
        fleet.vms().forEach(vm -> {
            names.addAll(vm.names());
            names.add(vm.id());
        });
        return "There is no VM " + written + "." + NameSuggestions.sentence(written, names)
                + " 'slackwater vms' lists them";
    }

    private static String ambiguous(String written, List<FleetVm> found) {
        String more = found.size() > LISTED ? "\n  and " + (found.size() - LISTED) + " more" : "";
        return written + " may mean any of " + Count.of(found.size(), "VM") + "; write more of the UUID:\n"
                + found.stream().limit(LISTED).map(VmFinder::inWords).collect(Collectors.joining("\n")) + more;
    }

    private static String inWords(FleetVm vm) {
        return "  " + vm.id() + vm.names().stream().map(name -> " " + name).collect(Collectors.joining(","));
    }

    private static List<FleetVm> those(Fleet fleet, Predicate<FleetVm> which) {
        return fleet.vms().stream().filter(which).toList();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
