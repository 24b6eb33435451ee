package io.slackwater.topology.storage.row;

import io.slackwater.domain.storage.references.HostUse;
import io.slackwater.domain.storage.references.LocatedReference;
import io.slackwater.domain.storage.references.VmUse;
import io.slackwater.domain.storage.store.VolumeReference;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.reclaimer.rows.HostUseRow;
import io.slackwater.reclaimer.rows.StoreReferenceRow;
import io.slackwater.reclaimer.rows.VmUseRow;
import io.slackwater.schemas.HeldRow;
import io.slackwater.schemas.HeldRows;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** References as rows of state stores, and back. */
public final class ReferenceRowMapper {

    private ReferenceRowMapper() {}

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
        return new StoreReferenceRow(
                reference.store(),
                reference.held().volume(),
                CommonMapper.blocker(reference.held().blocker()),
                reference.held().vanishedAt().orElse(null));
    }

    private static LocatedReference reference(StoreReferenceRow row) {
        return new LocatedReference(
                row.getStore(),
                new VolumeReference(
                        row.getVolume(), row.getVanishedAt(), false, CommonMapper.blocker(row.getBlocker())));
    }

    private static HeldRow row(VolumeReference held) {
        return new HeldRow(
                held.volume(),
                held.vanishedAt().orElse(null),
                held.notUnderstood(),
                CommonMapper.blocker(held.blocker()));
    }

    private static VolumeReference held(HeldRow row) {
        return new VolumeReference(
                row.getVolume(), row.getVanishedAt(), row.getNotUnderstood(), CommonMapper.blocker(row.getBlocker()));
    }
}
