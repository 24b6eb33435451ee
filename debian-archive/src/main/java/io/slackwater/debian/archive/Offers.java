package io.slackwater.debian.archive;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.index.DebianPackage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What could be found where not every repository could be read.
 *
 * @param packages what the others offer
 * @param failures why the rest could not be read
 */
public record Offers(List<DebianPackage> packages, List<ArchiveException> failures) {

    public Offers {
        packages = List.copyOf(packages);
        failures = List.copyOf(failures);
    }

    /** Returns the highest version in Debian's order, the first of equals; empty where nothing is offered. */
    public Optional<DebianPackage> highest() {
        return highest(packages);
    }

    /** Returns the highest version in Debian's order, the first of equals; empty where the list is. */
    public static Optional<DebianPackage> highest(List<DebianPackage> packages) {
        return packages.stream().reduce((best, next) -> next.version().compareTo(best.version()) > 0 ? next : best);
    }

    /** Returns the packages from the lowest to the highest version. */
    public List<DebianPackage> ascending() {
        return packages.stream()
                .sorted(Comparator.comparing(DebianPackage::version))
                .toList();
    }
}
