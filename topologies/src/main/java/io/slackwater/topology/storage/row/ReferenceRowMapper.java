package io.slackwater.topology.storage.row;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.references.HostUse;
import io.slackwater.domain.storage.references.LocatedReference;
import io.slackwater.domain.storage.references.VmUse;
import io.slackwater.domain.storage.store.VolumeReference;
import io.slackwater.reclaimer.rows.HostUseRow;
import io.slackwater.reclaimer.rows.StoreReferenceRow;
import io.slackwater.reclaimer.rows.VmUseRow;
import io.slackwater.schemas.BlockerRow;
import io.slackwater.schemas.HeldRow;
import io.slackwater.schemas.HeldRows;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** References as rows of state stores, and back. */
public final class ReferenceRowMapper {

    private ReferenceRowMapper() {}

    public static BlockerRow row(Blocker blocker) {
        return new BlockerRow(blocker.code().name(), blocker.subject(), blocker.since(), blocker.detail());
    }

    public static Blocker blocker(BlockerRow row) {
        return new Blocker(BlockerCode.valueOf(row.getCode()), row.getSubject(), row.getSince(), row.getDetail());
    }

    public static HeldRows rows(String holder, List<VolumeReference> references) {
        return new HeldRows(
                holder, references.stream().map(ReferenceRowMapper::row).toList());
    }

    public static List<VolumeReference> held(HeldRows rows) {
        return rows.getHeld().stream().map(ReferenceRowMapper::held).toList();
    }

    public static VmUseRow row(VmUse use) {
        Map<String, HostUseRow> hosts = new TreeMap<>();
        use.hosts().forEach((host, hostUse) -> hosts.put(host, row(hostUse)));
        return new VmUseRow(hosts, List.copyOf(use.unknown()));
    }

    public static VmUse use(String vmId, VmUseRow row) {
        Map<String, HostUse> hosts = new TreeMap<>();
        row.getHosts().forEach((host, hostRow) -> hosts.put(host, use(hostRow)));
        return new VmUse(vmId, hosts, Set.copyOf(row.getUnknown()));
    }

    private static HostUseRow row(HostUse use) {
        return new HostUseRow(
                use.persistent(),
                use.vanished(),
                use.references().stream().map(ReferenceRowMapper::row).toList());
    }

    private static HostUse use(HostUseRow row) {
        return new HostUse(
                row.getPersistent(),
                row.getVanished(),
                row.getReferences().stream().map(ReferenceRowMapper::reference).toList());
    }

    private static StoreReferenceRow row(LocatedReference reference) {
        Blocker blocker = reference.held().blocker();
        return new StoreReferenceRow(
                reference.store(),
                reference.held().volume(),
                blocker.code().name(),
                blocker.subject(),
                blocker.since(),
                blocker.detail(),
                reference.held().vanishedAt().orElse(null));
    }

    private static LocatedReference reference(StoreReferenceRow row) {
        Blocker blocker =
                new Blocker(BlockerCode.valueOf(row.getCode()), row.getSubject(), row.getSince(), row.getDetail());
        return new LocatedReference(
                row.getStore(), new VolumeReference(row.getVolume(), row.getVanishedAt(), false, blocker));
    }

    private static HeldRow row(VolumeReference held) {
        return new HeldRow(held.volume(), held.vanishedAt().orElse(null), held.notUnderstood(), row(held.blocker()));
    }

    private static VolumeReference held(HeldRow row) {
        return new VolumeReference(
                row.getVolume(), row.getVanishedAt(), row.getNotUnderstood(), blocker(row.getBlocker()));
    }
}
