package io.slackwater.ingest.debian;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.archive.DebianArchive;
import io.slackwater.debian.archive.Offers;
import io.slackwater.debian.index.DebianPackage;
import io.slackwater.debian.index.PackageFilter;
import io.slackwater.domain.change.Change;
import io.slackwater.domain.change.VerifiedVersion;
import io.slackwater.domain.portion.Severity;
import io.slackwater.ingest.source.ChangeSource;
import io.slackwater.ingest.source.SourceException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Debian archive: of each portion's packages the highest version, verified from the release's signature down. */
public final class DebianSource implements ChangeSource {

    private final Settings settings;
    private final Archive archive;
    private final PortionExtractor extractor;
    private final Map<String, DebianPackage> lastTaken = new HashMap<>();
    private @Nullable Change last;

    /**
     * What a source looks for.
     *
     * @param name the operator's name for it
     * @param tolerant whether a repository that cannot be read is passed over where another offers the package
     */
    public record Settings(
            String name,
            String operatingSystem,
            List<PortionRule> portions,
            Duration interval,
            Severity severity,
            boolean tolerant) {

        public Settings {
            portions = List.copyOf(portions);
        }
    }

    /** Opens the archive at each look, since the machine's settings and keys may have changed. */
    @FunctionalInterface
    public interface Archive {
        DebianArchive open() throws ArchiveException, IOException;
    }

    public DebianSource(Settings settings, Archive archive, PortionExtractor extractor) {
        this.settings = settings;
        this.archive = archive;
        this.extractor = extractor;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public Duration interval() {
        return settings.interval();
    }

    @Override
    public Change fetchNewest() throws SourceException {
        try {
            DebianArchive opened = archive.open();
            Map<String, DebianPackage> newest = newest(opened);
            if (last == null || !newest.equals(lastTaken)) {
                last = take(opened, newest);
                lastTaken.putAll(newest);
            }
            return last;
        } catch (ArchiveException e) {
            throw new SourceException(e.code(), String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new SourceException("disk", "the local disk failed: " + e, e);
        }
    }

    private Map<String, DebianPackage> newest(DebianArchive opened)
            throws ArchiveException, IOException, SourceException {
        List<DebianPackage> offered = offered(opened);
        Map<String, DebianPackage> newest = new HashMap<>();
        for (PortionRule rule : settings.portions()) {
            List<DebianPackage> fitting = offered.stream()
                    .filter(candidate ->
                            rule.packageName().matcher(candidate.name()).matches())
                    .toList();
            DebianPackage highest = Offers.highest(fitting)
                    .orElseThrow(() -> new SourceException(
                            "not-found",
                            "no package named " + rule.packageName() + " is offered for " + rule.portion()
                                    + "; correct the pattern, or add the suite that has it"));
            requireNotOlder(rule, highest);
            newest.put(rule.portion(), highest);
        }
        return newest;
    }

    /** One pass over the indexes for all portions. */
    private List<DebianPackage> offered(DebianArchive opened) throws ArchiveException, IOException {
        PackageFilter wanted = (name, architecture) -> settings.portions().stream()
                .anyMatch(rule -> rule.packageName().matcher(name).matches());
        if (!settings.tolerant()) {
            return opened.packages(wanted);
        }
        Offers offers = opened.offers(wanted);
        if (offers.packages().isEmpty() && !offers.failures().isEmpty()) {
            throw offers.failures().get(0);
        }
        return offers.packages();
    }

    /** An archive that goes back is stale, or is being replayed by somebody to keep a hole open. */
    private void requireNotOlder(PortionRule rule, DebianPackage highest) throws SourceException {
        DebianPackage before = lastTaken.get(rule.portion());
        if (before != null && highest.version().compareTo(before.version()) < 0) {
            throw new SourceException(
                    "went-back",
                    "the highest version for " + rule.portion() + " went back from " + before.version() + " to "
                            + highest.version() + "; use a mirror that is up to date");
        }
    }

    private Change take(DebianArchive opened, Map<String, DebianPackage> newest)
            throws ArchiveException, IOException, SourceException {
        List<VerifiedVersion> portions = new ArrayList<>();
        for (PortionRule rule : settings.portions()) {
            DebianPackage chosen = newest.get(rule.portion());
            if (chosen != null) {
                portions.add(extractor.extract(opened, rule, chosen));
            }
        }
        return new Change(
                settings.operatingSystem(), portions, settings.severity(), List.of(), "debian:" + settings.name());
    }
}
