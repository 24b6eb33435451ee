package io.slackwater.lab.guest;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.archive.Offers;
import io.slackwater.debian.index.DebianPackage;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two newest kernels of the series that the archive's own meta package stands for.
 *
 * @param series such as {@code 6.1}
 * @param older the newest but one
 * @param newer the newest
 */
record KernelChoice(String series, DebianPackage older, DebianPackage newer) {

    /** The meta package; the kernels that it may depend on end alike. */
    static final String META_PACKAGE = "linux-image-cloud-amd64";

    private static final Pattern DEPENDENCY =
            Pattern.compile("linux-image-(?<series>\\d+\\.\\d+)\\.[^ ]*-cloud-amd64(?= |$|,)");

    /**
     * Chooses among what archives offer; where several offer a package of one name, the highest version counts.
     *
     * @throws ArchiveException.NotFound if there is no meta package, or fewer than two kernels of its series
     */
    static KernelChoice among(List<DebianPackage> offered) throws ArchiveException {
        String series = series(offered);
        Pattern name = Pattern.compile("linux-image-" + Pattern.quote(series) + "\\.\\S*-cloud-amd64");
        Map<String, DebianPackage> byName = new TreeMap<>();
        offered.stream()
                .filter(candidate -> name.matcher(candidate.name()).matches())
                .forEach(candidate -> byName.merge(candidate.name(), candidate, KernelChoice::higher));
        List<DebianPackage> ascending = byName.values().stream()
                .sorted(Comparator.comparing(DebianPackage::version))
                .toList();
        if (ascending.size() < 2) {
            throw new ArchiveException.NotFound(
                    "the archive offers " + ascending.size() + " kernels of series " + series
                            + ", and an update needs two; name an archive that keeps more, such as one with its security suite");
        }
        int newest = ascending.size() - 1;
        return new KernelChoice(series, ascending.get(newest - 1), ascending.get(newest));
    }

    /** What {@code uname -r} says under a kernel of this package. */
    static String releaseOf(DebianPackage kernel) {
        return kernel.name().substring("linux-image-".length());
    }

    private static String series(List<DebianPackage> offered) throws ArchiveException {
        List<DebianPackage> metaPackages = offered.stream()
                .filter(candidate -> META_PACKAGE.equals(candidate.name()))
                .toList();
        String dependencies = Offers.highest(metaPackages)
                .map(DebianPackage::dependencies)
                .orElseThrow(() -> new ArchiveException.NotFound(
                        "no readable repository offers " + META_PACKAGE + "; name an archive of Debian for amd64"));
        Matcher dependency = DEPENDENCY.matcher(dependencies);
        if (!dependency.find()) {
            throw new ArchiveException.NotFound(META_PACKAGE + " depends on no kernel: " + dependencies);
        }
        return dependency.group("series");
    }

    private static DebianPackage higher(DebianPackage one, DebianPackage other) {
        return other.version().compareTo(one.version()) > 0 ? other : one;
    }
}
