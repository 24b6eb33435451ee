package io.slackwater.topology.storage.row;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.model.Adoption;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.DeletionRecord;
import io.slackwater.domain.storage.model.Overlay;
import io.slackwater.domain.storage.model.UpdateMove;
import io.slackwater.domain.storage.model.VolumeOrigin;
import io.slackwater.domain.storage.volume.Pins;
import io.slackwater.domain.storage.volume.UpdateCounts;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.mapping.storage.InputMapper;
import io.slackwater.mapping.storage.OutputMapper;
import io.slackwater.schemas.AdoptionRow;
import io.slackwater.schemas.ArtifactRow;
import io.slackwater.schemas.ContentRow;
import io.slackwater.schemas.CountRow;
import io.slackwater.schemas.MoveDirectionRow;
import io.slackwater.schemas.MoveRow;
import io.slackwater.schemas.MoveStatusRow;
import io.slackwater.schemas.OverlayRow;
import io.slackwater.schemas.ReclaimedRow;
import io.slackwater.schemas.VolumeOriginRow;
import io.slackwater.schemas.VolumeRow;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Volumes and moves as rows of state stores, and back. */
public final class VolumeRowMapper {

    private VolumeRowMapper() {}

    public static VolumeRow row(Volume volume) {
        return VolumeRow.newBuilder()
                .setStore(volume.ref().store())
                .setName(volume.ref().name())
                .setPath(volume.ref().path())
                .setContent(row(volume.content()))
                .setLife(VolumeStateRowMapper.row(volume.state()))
                .setAway(rows(volume.updateCounts().away()))
                .setToward(rows(volume.updateCounts().toward()))
                .setOverlay(volume.overlay().map(VolumeRowMapper::row).orElse(null))
                .setToldBlockers(
                        CommonMapper.blockersToWire(volume.lastPublished().blockers()))
                .setToldPins(volume.lastPublished().pins().changes())
                .setIssue(volume.dispatch().issue())
                .setWakeAt(volume.dispatch().requeueAt().orElse(null))
                .setReclaimed(volume.reclaimed().map(VolumeRowMapper::row).orElse(null))
                .build();
    }

    public static Volume volume(VolumeRow row) {
        return new Volume(
                new VolumeRef(row.getStore(), row.getName(), row.getPath()),
                content(row.getContent()),
                VolumeStateRowMapper.life(row.getLife()),
                new UpdateCounts(counts(row.getAway()), counts(row.getToward())),
                row.getOverlay().map(VolumeRowMapper::overlay),
                new Volume.LastPublished(CommonMapper.blockers(row.getToldBlockers()), new Pins(row.getToldPins())),
                new Volume.Dispatch(row.getIssue(), row.getWakeAt()),
                row.getReclaimed().map(VolumeRowMapper::reclaimed));
    }

    public static MoveRow row(UpdateMove move) {
        return new MoveRow(
                move.updateId(),
                move.changeId(),
                move.vmId(),
                MoveDirectionRow.valueOf(move.direction().name()),
                MoveStatusRow.valueOf(move.status().name()));
    }

    public static UpdateMove move(MoveRow row) {
        return new UpdateMove(
                row.getUpdateId(),
                row.getChangeId(),
                row.getVmId(),
                understood(UpdateMove.Direction.class, row.getDirection()),
                understood(UpdateMove.Status.class, row.getStatus()));
    }

    /**
     * Returns the constant of the same name. What says how far a volume or an update is, and why a volume may be deleted, is no
     * reason that only explains: to go on without it would be a guess.
     *
     * @throws IllegalArgumentException where there is none
     */
    static <E extends Enum<E>> E understood(Class<E> type, Enum<?> row) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> constant.name().equals(row.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "It has a %s that this version does not know".formatted(type.getSimpleName())));
    }

    private static ContentRow row(Content content) {
        return ContentRow.newBuilder()
                .setOwner(VolumeOriginRow.valueOf(content.origin().name()))
                .setPortion(content.holds().map(PortionVersion::portion).orElse(null))
                .setVersion(content.holds().map(PortionVersion::version).orElse(null))
                .setKind(CommonMapper.kind(
                        content.holds().map(PortionVersion::kind).orElse(PortionKind.UNKNOWN)))
                .setArtifact(content.artifact().map(VolumeRowMapper::row).orElse(null))
                .setFormat(CommonMapper.format(content.format()))
                .setSizeBytes(content.sizeBytes())
                .setAdoption(content.adoption()
                        .map(by -> new AdoptionRow(by.actor(), by.reason(), by.at()))
                        .orElse(null))
                .setConsent(content.consent())
                .build();
    }

    private static Content content(ContentRow row) {
        return new Content(
                understood(VolumeOrigin.class, row.getOwner()),
                row.getPortion()
                        .map(portion -> new PortionVersion(
                                portion, row.getVersion().orElse(""), CommonMapper.kind(row.getKind()))),
                row.getArtifact().map(VolumeRowMapper::artifact),
                CommonMapper.format(row.getFormat()),
                row.getSizeBytes(),
                row.getAdoption().map(by -> new Adoption(by.getActor(), by.getReason(), by.getAt())),
                row.getConsent());
    }

    private static ArtifactRow row(Artifact artifact) {
        return new ArtifactRow(
                artifact.holds().portion(),
                artifact.holds().version(),
                CommonMapper.kind(artifact.holds().kind()),
                CommonMapper.format(artifact.format()),
                artifact.sha256(),
                artifact.size(),
                artifact.uri());
    }

    private static Artifact artifact(ArtifactRow row) {
        return new Artifact(
                new PortionVersion(row.getPortion(), row.getVersion(), CommonMapper.kind(row.getKind())),
                CommonMapper.format(row.getFormat()),
                row.getSha256(),
                row.getSize(),
                row.getUri());
    }

    private static OverlayRow row(Overlay overlay) {
        return new OverlayRow(
                overlay.updateId(), overlay.changeId(), overlay.vmId(), overlay.base(), overlay.released());
    }

    private static Overlay overlay(OverlayRow row) {
        return new Overlay(row.getUpdateId(), row.getChangeId(), row.getVmId(), row.getBase(), row.getReleased());
    }

    private static ReclaimedRow row(DeletionRecord deletionRecord) {
        DeletionRecord.Grounds grounds = deletionRecord.grounds();
        return new ReclaimedRow(
                deletionRecord.at(),
                row(deletionRecord.content()),
                deletionRecord.bytesFreed(),
                grounds.completedUpdates(),
                grounds.users(),
                grounds.lastUsers(),
                grounds.hostsAsked().stream().map(OutputMapper::look).toList(),
                grounds.dueSince(),
                grounds.graceTime().toMillis());
    }

    private static DeletionRecord reclaimed(ReclaimedRow row) {
        return new DeletionRecord(
                row.getAt(),
                content(row.getContent()),
                row.getBytesFreed(),
                new DeletionRecord.Grounds(
                        row.getCompletedUpdates(),
                        row.getUsers(),
                        row.getLastUsers(),
                        row.getHostsAsked().stream().map(InputMapper::look).toList(),
                        row.getDueSince(),
                        Duration.ofMillis(row.getGraceMillis())));
    }

    private static Map<String, CountRow> rows(SortedMap<String, UpdateCounts.Count> counts) {
        Map<String, CountRow> rows = new TreeMap<>();
        counts.forEach(
                (change, count) -> rows.put(change, new CountRow(count.total(), count.outstanding(), count.proven())));
        return rows;
    }

    private static SortedMap<String, UpdateCounts.Count> counts(Map<String, CountRow> rows) {
        SortedMap<String, UpdateCounts.Count> counts = new TreeMap<>();
        rows.forEach((change, row) ->
                counts.put(change, new UpdateCounts.Count(row.getTotal(), row.getOutstanding(), row.getProven())));
        return counts;
    }
}
