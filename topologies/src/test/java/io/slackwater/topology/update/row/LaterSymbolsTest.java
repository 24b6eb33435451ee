package io.slackwater.topology.update.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.budget.BudgetScope;
import io.slackwater.domain.budget.Lease;
import io.slackwater.domain.budget.LeaseRequest;
import io.slackwater.domain.budget.LeaseRequestKey;
import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.Severity;
import io.slackwater.domain.rollout.MemberState;
import io.slackwater.domain.rollout.RolloutMember;
import io.slackwater.domain.update.CommandOutcome;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateBuilder;
import io.slackwater.domain.update.UpdateKey;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.domain.vm.PowerState;
import io.slackwater.domain.vm.RunState;
import io.slackwater.domain.vm.Vm;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.executor.stored.BudgetLease;
import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.executor.stored.BudgetMessageType;
import io.slackwater.executor.stored.StoredChange;
import io.slackwater.executor.stored.StoredHost;
import io.slackwater.executor.stored.StoredMember;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.serde.OtherVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Rows of a version that has a symbol more in an enum: they are read, and mean the cautious thing. */
class LaterSymbolsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Blocker BLOCKER =
            new Blocker(BlockerCode.VM_RUNNING, "vm1", NOW, "a sentence of the later version");

    @Test
    void shouldOnlyObserveAHostInAModeThatIsNotKnown() {
        StoredHost active = CatalogueRowMapper.store(
                HostInfo.unknown("host-1", NOW).declared("simulated://", HostInfo.Mode.ACTIVE, NOW));

        HostInfo host = CatalogueRowMapper.restore(later(active, "HostMode", "ACTIVE"));

        assertThat(host.mode()).isEqualTo(HostInfo.Mode.OBSERVE);
    }

    @Test
    void shouldTakeAChangeOfASeverityThatIsNotKnownForTheLeastUrgent() {
        StoredChange critical = CatalogueRowMapper.store(
                new ChangeInfo(false, "", Severity.CRITICAL, Optional.empty(), Map.of(), Optional.empty(), Map.of()));

        assertThat(CatalogueRowMapper.restore(later(critical, "Severity", "CRITICAL"))
                        .severity())
                .isEqualTo(Severity.UNKNOWN);
    }

    @Test
    void shouldCountALeaseInAStateThatIsNotKnownAsInFlight() {
        LeaseRequest request = new LeaseRequest(
                "u1", new LeaseRequestKey(1, Optional.empty()), "vm1", "host-1", "c1", BudgetScope.NONE);
        BudgetLease overdue = BudgetRowMapper.store(new Lease(request, Lease.State.OVERDUE, 1, NOW));

        Lease lease = BudgetRowMapper.restore(later(overdue, "StoredLeaseState", "OVERDUE"));

        assertThat(lease).isEqualTo(new Lease(request, Lease.State.IN_FLIGHT, 1, NOW));
    }

    @Test
    void shouldCountAMemberInAStateThatIsNotKnownAsInFlightAndKeepItsReasons() {
        StoredMember ended = RolloutRowMapper.store(
                new RolloutMember("u1", "c1", "p", 1, MemberState.ENDED, Set.of(BlockerCode.VM_RUNNING)), NOW);

        StoredMember unknown = later(ended, "StoredMemberState", "ENDED");
        assertThat(RolloutRowMapper.restore(unknown).state()).isEqualTo(MemberState.IN_FLIGHT);
        assertThat(RolloutRowMapper.isOver(unknown, NOW)).isFalse();

        assertThat(RolloutRowMapper.restore(later(ended, "BlockerCode", "VM_RUNNING"))
                        .blockers())
                .containsExactly(BlockerCode.UNKNOWN);
    }

    @Test
    void shouldTakeNoMessageOfATypeOrPhaseThatIsNotKnownForAnother() {
        BudgetMessage verified = BudgetMessage.newBuilder()
                .setType(BudgetMessageType.PHASE)
                .setPhase(UpdatePhase.VERIFIED)
                .setUpdateId("u1")
                .setAttempt(1)
                .setVmId("vm1")
                .setHostId("host-1")
                .build();

        assertThat(later(verified, "BudgetMessageType", "PHASE").getType()).isEqualTo(BudgetMessageType.UNKNOWN);
        assertThat(BudgetRowMapper.heard(later(verified, "UpdatePhase", "VERIFIED"), NOW)
                        .phase())
                .isEqualTo(Phase.UNKNOWN);
    }

    @Test
    void shouldStillShowWhatBlocksAnUpdateForAReasonThatIsNotKnown() {
        Update update = restored("BlockerCode", "VM_RUNNING").updates().get(0);

        assertThat(update.blockers())
                .containsExactly(new Blocker(BlockerCode.UNKNOWN, BLOCKER.subject(), NOW, BLOCKER.detail()));
    }

    @Test
    void shouldTakeARunStateThatIsNotKnownForNoneThatAllowsAnUpdate() {
        Vm vm = restored("VmState", "SHUTOFF");

        assertThat(vm.placements().get("host-1").power().orElseThrow().state()).isEqualTo(RunState.UNKNOWN);
    }

    @Test
    void shouldWaitForAnotherOutcomeWhereThatOfACommandIsNotKnown() {
        assertThat(restored("OutcomeStatus", "DONE").updates().get(0).outcome()).isEmpty();
        assertThat(restored("UpdateCommandType", "VERIFY").updates().get(0).outcome())
                .isEmpty();
    }

    @Test
    void shouldTakeWhatIsNotKnownForNoProof() {
        assertThat(restored("VerifiedBy", "COMMAND")
                        .updates()
                        .get(0)
                        .outcome()
                        .orElseThrow()
                        .verifiedBy())
                .isEqualTo(VerifiedBy.UNKNOWN);
    }

    @Test
    void shouldTakeAKindThatIsNotKnownForOneThatNothingCanBeDoneWith() {
        PortionKind kind = restored("PortionKind", "KERNEL")
                .updates()
                .get(0)
                .replacements()
                .get(0)
                .kind();

        assertThat(kind).isEqualTo(PortionKind.UNKNOWN);
        assertThat(kind.isSupported()).isFalse();
    }

    @Test
    void shouldNotGoOnWithAnUpdateInAStateThatIsNotKnown() {
        assertThatThrownBy(() -> restored("StoredStageName", "WAITING"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not know");
    }

    /** Returns a VM with an update as it is read from a row that has another symbol instead of one of today. */
    private static Vm restored(String choice, String symbol) {
        Update update = UpdateBuilder.builder(Update.required(
                        new UpdateKey("u1", "c1", "vm1", "e1"), "host-1", List.of(replacement()), NOW, ""))
                .blockers(List.of(BLOCKER))
                .outcome(Optional.of(new CommandOutcome(
                        CommandType.VERIFY,
                        1,
                        1,
                        CommandOutcomeStatus.DONE,
                        "",
                        List.of(),
                        Optional.empty(),
                        VerifiedBy.COMMAND)))
                .build();
        Vm vm = Vm.unknown("vm1")
                .powered("host-1", new PowerState(RunState.SHUTOFF, "SHUTDOWN", false, 0, NOW, NOW))
                .required(update)
                .with(update);
        assertThat(VmRowMapper.restore(VmRowMapper.store(vm, true))).isEqualTo(vm);
        return VmRowMapper.restore(later(VmRowMapper.store(vm, true), choice, symbol));
    }

    private static Replacement replacement() {
        return new Replacement(
                "kernel",
                "debian-12/kernel",
                PortionKind.KERNEL,
                "1",
                new VolumeRef("s", "kernel-1", "/pool/kernel-1"),
                Optional.empty(),
                "2",
                Optional.empty(),
                Optional.empty());
    }

    @SuppressWarnings("unchecked") // the class of a record of type R
    private static <R extends SpecificRecord> R later(R row, String choice, String symbol) {
        Class<R> type = (Class<R>) row.getClass();
        OtherVersion version = OtherVersion.withSymbolInsteadOf(type, choice, symbol);
        SchemaStore.Cache writers = new SchemaStore.Cache();
        writers.addSchema(version.schema());
        return new AvroCodec<>(type, writers).decode(version.write(new AvroCodec<>(type).encode(row)));
    }
}
