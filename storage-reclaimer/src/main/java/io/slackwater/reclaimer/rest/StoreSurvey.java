package io.slackwater.reclaimer.rest;

import io.slackwater.domain.adoption.VolumeMatcher;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.reclaimer.rest.SurveyedDocument.Standing;
import io.slackwater.topology.storage.query.StorageView;
import io.slackwater.topology.storage.state.KnownVersions;
import io.slackwater.worker.storage.scan.StoreScan;
import io.slackwater.worker.storage.scan.StoreScan.Found;
import io.slackwater.worker.storage.scan.StoreScanner;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Surveys a store with what its machine knows. */
@Singleton
public class StoreSurvey {

    private final StorageView view;
    private final StoreScanner scanner;
    private final Clock clock;

    StoreSurvey(StorageView view, StoreScanner scanner, Clock clock) {
        this.view = view;
        this.scanner = scanner;
        this.clock = clock;
    }

    /**
     * What a survey found, with what is known besides.
     *
     * @param known the volumes that the store's machine knows, by name
     * @param unasked why not all hosts on the store were asked; empty where all were
     */
    record Result(List<Found> volumes, Map<String, Volume> known, KnownVersions versions, List<Blocker> unasked) {

        boolean hasMarker(String store) {
            String marker = StoreMarker.nameOf(store);
            return volumes.stream().anyMatch(found -> found.volume().name().equals(marker));
        }

        Content content(Found found) {
            Volume volume = known.get(found.volume().name());
            return volume == null ? Content.UNKNOWN : volume.content();
        }
    }

    /** Looks at one volume of a store that this instance keeps. */
    Result of(String store, String volume) throws InterruptedException {
        return of(store, volume::equals, name -> true);
    }

    /** Surveys a store that this instance keeps. */
    SurveyDocument document(String store) throws InterruptedException {
        Result result =
                of(store, name -> true, name -> !view.holders(store, name).isEmpty());
        List<SurveyedDocument> volumes = result.volumes().stream()
                .filter(found -> !StoreMarker.isBookkeeping(found.volume().name()))
                .map(found -> SurveyedDocument.of(
                        found, standing(store, found, result), result.unasked().isEmpty()))
                .sorted(Comparator.comparing(SurveyedDocument::volume))
                .toList();
        return SurveyDocument.of(store, volumes, HolderDocument.all(result.unasked(), store));
    }

    private Result of(String store, Predicate<String> isMeant, Predicate<String> isUsed) throws InterruptedException {
        KnownVersions versions = view.versions(store);
        Map<String, Volume> known = view.volumes(store).stream()
                .map(standing -> standing.volume())
                .collect(Collectors.toMap(volume -> volume.ref().name(), Function.identity()));
        Predicate<String> isAdoptable =
                name -> !known.containsKey(name) || known.get(name).content().isAdoptable();
        List<Blocker> unasked = new ArrayList<>();
        StoreScanner.Question question =
                new StoreScanner.Question(store, sites(store, unasked), isMeant.and(isAdoptable), isUsed);
        StoreScan scan =
                scanner.of(question, new VolumeMatcher(versions.artifacts(), versions.versions(), named(known)));
        unasked.addAll(scan.unasked());
        return new Result(scan.volumes(), known, versions, unasked);
    }

    private Standing standing(String store, Found found, Result result) {
        Content content = result.content(found);
        Set<String> replacedBy = SurveyedDocument.holds(found.match(), content)
                .map(holds -> result.versions().replacing(holds, SurveyedDocument.sha256(found.match(), content)))
                .orElse(Set.of());
        return new Standing(
                new VolumeRef(store, found.volume().name(), found.volume().path()),
                content,
                replacedBy,
                view.holders(store, found.volume().name()));
    }

    private List<StorageTask.Site> sites(String store, List<Blocker> unasked) {
        List<StorageTask.Site> sites = new ArrayList<>();
        for (StoreHost host : view.hosts(store).hosts()) {
            switch (host.mode()) {
                case ACTIVE, OBSERVE -> sites.add(new StorageTask.Site(host.hostId(), host.uri(), host.pool()));
                case MAINTENANCE ->
                    unasked.add(new Blocker(
                            BlockerCode.HOST_MAINTENANCE, host.hostId(), clock.instant(), "It is in maintenance"));
            }
        }
        return sites;
    }

    private static Map<String, PortionVersion> named(Map<String, Volume> known) {
        return known.values().stream()
                .filter(volume -> volume.content().holds().isPresent())
                .collect(Collectors.toMap(
                        volume -> volume.ref().name(),
                        volume -> volume.content().holds().orElseThrow()));
    }
}
