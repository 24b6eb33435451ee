package io.slackwater.integration.crash;

import static io.slackwater.integration.relay.Spot.Part.ANSWERED;
import static io.slackwater.integration.relay.Spot.Part.ASKED;
import static io.slackwater.integration.relay.Spot.Part.IN_STREAM;
import static io.slackwater.integration.relay.Spot.Part.STREAMED;

import io.slackwater.integration.hosts.RealHost;
import io.slackwater.integration.relay.Procedure;
import io.slackwater.integration.relay.Speaker;
import io.slackwater.integration.relay.Spot;
import io.slackwater.schemas.OutcomeStatus;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.StorageOutcomeType;
import io.slackwater.schemas.UpdateCommandType;
import io.slackwater.schemas.UpdateOutcome;
import io.slackwater.standalone.services.Service;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The steps of stage, apply and reclaim at which a service is killed, in the order in which one change comes by them. Each is
 * explained in {@code docs/crashes.md}.
 */
enum CrashPoint {
    STAGE_BEFORE_LOOK(
            1,
            Service.STORAGE_RECLAIMER,
            change -> Place.at(
                    Spot.of(Procedure.POOL_LOOKUP, ASKED, RealHost.POOL).by(Speaker.RECLAIMER))),
    STAGE_BEFORE_CREATE(
            1,
            Service.STORAGE_RECLAIMER,
            change -> Place.at(Spot.of(Procedure.VOLUME_CREATE, ASKED, "<name>" + change.newVolume()))),
    STAGE_EMPTY(
            1,
            Service.STORAGE_RECLAIMER,
            change -> Place.at(Spot.of(Procedure.VOLUME_CREATE, ANSWERED, "<name>" + change.newVolume()))),
    STAGE_BEFORE_CLEANING(
            1,
            Service.STORAGE_RECLAIMER,
            change -> Place.at(Spot.of(Procedure.VOLUME_DELETE, ASKED, change.newVolume()))),
    STAGE_CLEANED(
            1,
            Service.STORAGE_RECLAIMER,
            change -> Place.at(Spot.of(Procedure.VOLUME_DELETE, ANSWERED, change.newVolume()))),
    STAGE_HALF_UPLOADED(
            1,
            Service.STORAGE_RECLAIMER,
            change -> Place.at(Spot.of(Procedure.VOLUME_UPLOAD, IN_STREAM, change.newVolume()))),
    STAGE_UPLOADED(
            1,
            Service.STORAGE_RECLAIMER,
            change -> Place.at(Spot.of(Procedure.VOLUME_UPLOAD, STREAMED, change.newVolume()))),
    STAGE_HALF_READ_BACK(
            1,
            Service.STORAGE_RECLAIMER,
            change -> Place.at(Spot.of(Procedure.VOLUME_DOWNLOAD, IN_STREAM, change.newVolume()))),
    STAGE_READ_BACK(
            1,
            Service.STORAGE_RECLAIMER,
            change -> Place.at(Spot.of(Procedure.VOLUME_DOWNLOAD, STREAMED, change.newVolume()))),
    STAGE_REPORTED(1, Service.STORAGE_RECLAIMER, change -> told(StorageOutcomeType.STAGED, change.newVolume())),

    APPLY_BEFORE_LOOK(
            2,
            Service.UPDATE_EXECUTOR,
            change -> Place.at(Spot.beforeLook(change.vm()).by(Speaker.EXECUTOR))),
    APPLY_BEFORE_OVERLAY(
            1,
            Service.UPDATE_EXECUTOR,
            change -> Place.at(Spot.of(Procedure.VOLUME_CREATE, ASKED, "<name>" + change.overlay()))),
    APPLY_OVERLAY_MADE(
            1,
            Service.UPDATE_EXECUTOR,
            change -> Place.at(Spot.of(Procedure.VOLUME_CREATE, ANSWERED, "<name>" + change.overlay()))),
    APPLY_BEFORE_DEFINE(2, Service.UPDATE_EXECUTOR, change -> Place.at(Spot.beforeDefinition(change.guest()))),
    APPLY_DEFINED(1, Service.UPDATE_EXECUTOR, change -> Place.at(Spot.afterDefinition(change.guest()))),
    APPLY_BEFORE_READ_BACK(
            2,
            Service.UPDATE_EXECUTOR,
            change -> Place.at(
                    Spot.afterDefinition(change.guest()),
                    Spot.beforeLook(change.vm()).by(Speaker.EXECUTOR))),
    APPLY_REPORTED(2, Service.UPDATE_EXECUTOR, CrashPoint::applied),

    RECLAIM_BEFORE_LOOK(
            1,
            Service.STORAGE_RECLAIMER,
            change -> Place.at(Spot.of(Procedure.POOLS_LIST, ASKED, "").by(Speaker.RECLAIMER))),
    RECLAIM_LOOKING(
            1,
            Service.STORAGE_RECLAIMER,
            change -> Place.at(Spot.of(Procedure.DOMAINS_LIST, ASKED, "").by(Speaker.RECLAIMER))),
    RECLAIM_READING_IMAGES(
            1,
            Service.STORAGE_RECLAIMER,
            change -> Place.at(
                    Spot.of(Procedure.VOLUME_DOWNLOAD, STREAMED, ".qcow2").by(Speaker.RECLAIMER))),
    RECLAIM_BEFORE_DELETE(
            1,
            Service.STORAGE_RECLAIMER,
            change -> Place.at(Spot.of(Procedure.VOLUME_DELETE, ASKED, change.oldVolume()))),
    RECLAIM_DELETED(
            1,
            Service.STORAGE_RECLAIMER,
            change -> Place.at(Spot.of(Procedure.VOLUME_DELETE, ANSWERED, change.oldVolume()))),
    RECLAIM_LOOKING_AFTERWARDS(
            2,
            Service.STORAGE_RECLAIMER,
            change -> Place.at(
                    Spot.of(Procedure.VOLUME_DELETE, ANSWERED, change.oldVolume()),
                    Spot.of(Procedure.POOLS_LIST, ASKED, "").by(Speaker.RECLAIMER))),
    RECLAIM_REPORTED(2, Service.STORAGE_RECLAIMER, change -> told(StorageOutcomeType.RECLAIMED, change.oldVolume()));

    private static final Set<CrashPoint> IN_BUILD = EnumSet.of(
            STAGE_EMPTY,
            STAGE_CLEANED,
            STAGE_HALF_UPLOADED,
            STAGE_UPLOADED,
            APPLY_OVERLAY_MADE,
            APPLY_DEFINED,
            APPLY_REPORTED,
            RECLAIM_BEFORE_DELETE,
            RECLAIM_DELETED,
            RECLAIM_LOOKING_AFTERWARDS,
            RECLAIM_REPORTED);

    private final int change;
    private final Service service;

    @SuppressWarnings("ImmutableEnumChecker") // the functions above keep nothing
    private final Function<Change, Place> place;

    CrashPoint(int change, Service service, Function<Change, Place> place) {
        this.change = change;
        this.service = service;
        this.place = place;
    }

    /** Returns the points that are tried in a change, the first or the second: a selection, or all by {@code -Dcrash.points=all}. */
    static List<CrashPoint> of(int change) {
        boolean all = System.getProperty("crash.points", "").equals("all");
        return Arrays.stream(values())
                .filter(point -> point.change == change && (all || IN_BUILD.contains(point)))
                .toList();
    }

    Service service() {
        return service;
    }

    Place in(Change struck) {
        return place.apply(struck);
    }

    /** Whether it comes when the guests run on the new volumes. */
    boolean isReclaim() {
        return compareTo(RECLAIM_BEFORE_LOOK) >= 0;
    }

    private static Place told(StorageOutcomeType type, String volume) {
        return new Place.Log(event -> event instanceof StorageOutcome outcome
                && outcome.getType() == type
                && outcome.getVolume().getVolume().equals(volume));
    }

    private static Place applied(Change change) {
        return new Place.Log(event -> event instanceof UpdateOutcome outcome
                && outcome.getType() == UpdateCommandType.APPLY
                && outcome.getStatus() == OutcomeStatus.DONE
                && outcome.getVmId().equals(change.vm().toString())
                && outcome.getOccurredAt().isAfter(change.begunAt()));
    }
}
