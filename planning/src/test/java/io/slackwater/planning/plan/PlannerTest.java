package io.slackwater.planning.plan;

import static io.slackwater.planning.TestLog.CHANGE;
import static io.slackwater.planning.TestLog.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.match.Supersession;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.domain.version.DebianVersion;
import io.slackwater.mapping.policy.ParseResult;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.planning.TestLog;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.report.PlanJson;
import io.slackwater.planning.report.PlanText;
import io.slackwater.planning.settings.Settings;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.UpdatePhase;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final long ROOMY = 50L << 30;

    private final Settings settings = Settings.of(Map.of());
    private final PolicyReader reader = new PolicyReader(settings.builtIn());

    @Test
    void shouldSayWhatChangesInTheDefinition() {
        TestLog log = log().vm("vm-1", true, Map.of()).nightly("vm-1");

        Plan plan = plan(log);

        SlotChange change = plan.vms().get(0).slots().get(0);
        assertThat(change.fromVersion()).isEqualTo("1");
        assertThat(change.toVersion()).isEqualTo("2");
        assertThat(change.element(change.from())).isEqualTo("<source file='/images/vm-1.qcow2'/>");
        assertThat(change.element(change.to())).isEqualTo("<source file='/images/name-of-vm-1-vda-????????.qcow2'/>");
        assertThat(text(plan)).contains("    -" + change.element(change.from()), "    +" + change.element(change.to()));
    }

    @Test
    void shouldSayWhichStoresAreProbablyOneDirectory() {
        TestLog log = log().vm("vm-1", true, Map.of());
        assertThat(text(plan(log))).noneMatch(line -> line.contains("suspected"));

        Plan plan = plan(log.sharedUnmarked());

        assertThat(plan.stores()).singleElement().satisfies(store -> assertThat(store.suspected())
                .containsExactly("h2/images"));
        assertThat(text(plan)).anyMatch(line -> line.endsWith("suspected to be one directory with h2/images"));
    }

    @Test
    void shouldForetellANightlyVmAndNameOneThatNeverGoesOff() {
        TestLog log = log().vm("vm-1", true, Map.of()).nightly("vm-1");
        log.vm("vm-2", true, Map.of()).running("vm-2");

        Plan plan = plan(log);

        VmForecast nightly = plan.vms().get(0).outlook();
        assertThat(nightly.group()).isEqualTo(Group.EXPECTED);
        assertThat(nightly.likelyNext()).contains(NOW.plus(Duration.ofHours(3)).plusSeconds(60));
        assertThat(nightly.lastModifiable())
                .contains(NOW.minus(Duration.ofHours(21)).plus(Duration.ofHours(8)));
        assertThat(plan.stragglers()).extracting(VmPlan::vmId).containsExactly("vm-2");
        Milestone all = plan.forecast().milestones().get(3);
        assertThat(all.expected()).hasValueSatisfying(at -> assertThat(at)
                .isBetween(NOW.plus(Duration.ofHours(11)), NOW.plus(Duration.ofHours(12))));
    }

    @Test
    void shouldSayNothingOfAVmWithAShortHistory() {
        TestLog log = log().vm("vm-1", true, Map.of()).running("vm-1");

        Plan early = Planner.plan(fleet(log, CHANGE), settings, TestLog.BEGIN.plus(Duration.ofDays(13)))
                .orElseThrow();

        assertThat(early.vms().get(0).outlook().group()).isEqualTo(Group.UNKNOWN);
    }

    @Test
    void shouldCountTheVmsThatHaveOnlyToStayUp() {
        TestLog log = log().policy(
                        "checked",
                        1,
                        """
                        {"selector": {"vmLabels": {"role": "checked"}},
                         "verification": {"command": {"run": ["/bin/true"], "within": "5s"}}}""");
        log.vm("vm-1", true, Map.of()).nightly("vm-1");
        log.vm("vm-2", true, Map.of()).withAgent().nightly("vm-2");
        log.vm("vm-3", true, Map.of("role", "checked")).withAgent().nightly("vm-3");
        log.vm("vm-4", true, Map.of("role", "checked")).nightly("vm-4");

        Plan plan = plan(log);

        assertThat(plan.vms()).extracting(VmPlan::staysUpOnly).containsExactly(true, true, false, false);
        assertThat(text(plan))
                .contains(
                        "2 of 4 VMs have only to stay up to be verified: no channel for a guest agent, or a policy that"
                                + " asks the guest for nothing");
        assertThat(PlanJson.of(plan).path("staysUpOnly").asInt()).isEqualTo(2);
    }

    @Test
    void shouldHoldAVmWhoseDiskMustBeKept() {
        Plan plan = plan(log().vm("vm-1", false, Map.of()).nightly("vm-1"));

        assertThat(plan.vms().get(0).outlook().group()).isEqualTo(Group.HELD);
        assertThat(plan.forecast().expected()).isZero();
    }

    @Test
    void shouldSayThatNoVmIsExpectedToFinishRatherThanWhen() {
        Plan plan = plan(log().vm("vm-1", false, Map.of()).nightly("vm-1"));

        assertThat(plan.forecast().milestones()).allSatisfy(milestone -> assertThat(
                        List.of(milestone.earliest(), milestone.expected(), milestone.latest()))
                .containsOnly(Optional.empty()));
        assertThat(text(plan))
                .contains("Expected finish: no VM is expected to finish.")
                .noneMatch(line -> line.contains("1970"));
    }

    @Test
    void shouldSayWhoFrozeTheFleetWhyAndSinceWhenAmongWhatHoldsTheVmsUp() {
        TestLog log = log().frozen("ada", "the audit")
                .vm("vm-1", true, Map.of())
                .nightly("vm-1")
                .off("vm-1");

        Plan plan = plan(log);

        assertThat(plan.vms().get(0).outlook().group()).isEqualTo(Group.EXPECTED);
        List<String> lines = text(plan);
        assertThat(lines)
                .filteredOn(line -> line.strip().startsWith("FROZEN"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("1 VM", "since Wed 2026-02-04 07:00", "The fleet is frozen by ada: the audit"));
    }

    @Test
    void shouldSayThatNothingHoldsUpAVmThatIsOff() {
        TestLog log = log().staged(CHANGE, 2)
                .vm("vm-1", true, Map.of())
                .nightly("vm-1")
                .off("vm-1");

        assertThat(text(plan(log))).contains("What holds them up now: nothing.");
    }

    @Test
    void shouldCallVmsByTheirNamesWhereverTheyAreNamed() {
        TestLog log = log().vm("vm-1", true, Map.of()).nightly("vm-1");
        log.vm("vm-2", true, Map.of()).running("vm-2");
        log.vm("vm-3", true, Map.of()).off("vm-3");

        assertThat(text(plan(log)))
                .anyMatch(line -> line.contains("1 → 2: 3 VMs, such as web-1"))
                .anyMatch(line -> line.endsWith("held by web-3"))
                .anyMatch(line -> line.startsWith("  web-2 "))
                .filteredOn(line -> !line.contains("<source"))
                .noneMatch(line -> line.contains("vm-"));
    }

    @Test
    void shouldSayInASentenceThatThereIsNothingToDo() {
        TestLog newer = log().vm("vm-1", true, Map.of()).change("golden-3", 3);
        TestLog withdrawn = log().vm("vm-1", true, Map.of()).withdrawn(CHANGE);

        assertThat(text(plan(log())))
                .endsWith(
                        "There is nothing to do: no VM that the log knows of uses a version that it takes the place of.")
                .hasSize(4);
        assertThat(text(plan(newer)))
                .endsWith("There is nothing to do: 1 VM would need it, but a newer change takes its place.");
        assertThat(text(plan(withdrawn)))
                .containsSubsequence("There is nothing to do: the change was withdrawn.", "To be known:")
                .noneMatch(line -> line.startsWith("Waves") || line.startsWith("Policies"));
    }

    @Test
    void shouldSayWhereANewVersionDoesNotFit() {
        TestLog tight = new TestLog(HostMode.ACTIVE, 11L << 30).change(CHANGE, 2);
        TestLog enough = new TestLog(HostMode.ACTIVE, 12L << 30).change(CHANGE, 2);

        assertThat(plan(tight.vm("vm-1", true, Map.of())).stores())
                .singleElement()
                .satisfies(store -> {
                    assertThat(store.bytes()).isEqualTo(2L << 30);
                    assertThat(store.overlays()).isEqualTo(1);
                    assertThat(store.fits()).contains(false);
                });
        assertThat(plan(enough.vm("vm-1", true, Map.of())).stores().get(0).fits())
                .contains(true);
    }

    @Test
    void shouldPlanWithAPolicyThatIsTried() {
        TestLog log = log().policy("web", 3, "{\"selector\": {\"vmLabels\": {\"role\": \"web\"}}}")
                .vm("vm-1", true, Map.of("role", "web"))
                .running("vm-1");
        Fleet fleet = fleet(log, CHANGE);
        String restarting =
                """
                {"selector": {"vmLabels": {"role": "web"}}, "deadline": {"after": "2d", "escalatesTo": "restart-now"},
                 "rollout": {"canary": 1}}""";
        ParseResult tried = reader.read(new PolicyVersion("web", 1), restarting);

        assertThat(plan(log).stragglers()).hasSize(1);
        fleet.suppose(((ParseResult.Valid) tried).policy());
        Plan plan = Planner.plan(fleet, settings, NOW).orElseThrow();

        assertThat(plan.stragglers()).isEmpty();
        assertThat(plan.vms().get(0).policy().applies().id()).isEqualTo(new PolicyVersion("web", 4));
        assertThat(plan.vms().get(0).outlook().likelyNext()).contains(NOW.plus(Duration.ofDays(2)));
        assertThat(plan.waves()).singleElement().satisfies(wave -> {
            assertThat(wave.isCanary()).isTrue();
            assertThat(wave.policy()).isEqualTo("web");
        });
    }

    @Test
    void shouldSayThatItIsUnclearWhatVmsNeedThatRunFromUnknownVolumes() {
        TestLog log = log().vmOnUnknown("vm-1", "golden.base-1-0123456789ab.qcow2")
                .vmOnUnknown("vm-2", "golden.base-1-0123456789ab.qcow2");

        assertThat(text(plan(log)))
                .contains(
                        "It is not clear what is to be done: 2 VMs run from a volume that this log does not know.",
                        "  2 VMs run from h1/images/golden.base-1-0123456789ab.qcow2, which this log does not know. They may"
                                + " need the change, and its rollout stays open. Restore the newest log, or adopt the"
                                + " volume: slackwater adopt h1/images/golden.base-1-0123456789ab.qcow2 --because WHY")
                .noneMatch(line -> line.contains("nothing to do"));
    }

    @Test
    void shouldCountWhoNeedsANewerChangeInstead() {
        TestLog log = log().change("golden-3", 3).vm("vm-1", true, Map.of()).nightly("vm-1");

        assertThat(plan(log).vms()).isEmpty();
        assertThat(plan(log).newer()).isEqualTo(1);
        assertThat(Planner.plan(fleet(log, "golden-3"), settings, NOW)
                        .orElseThrow()
                        .vms())
                .hasSize(1);
    }

    @Test
    void shouldPlanTheReturnFromAWithdrawnChangeAsThePolicyHasIt() {
        TestLog log = log().change("golden-0", 0).change("golden-1", 1).withdrawn("golden-1");
        log.change(CHANGE, 2).withdrawn(CHANGE).vm("vm-1", true, Map.of()).nightly("vm-1");
        String returning = "{\"rollout\": {\"onWithdrawal\": \"return\"}}";

        assertThat(Planner.plan(fleet(log, "golden-1"), settings, NOW)
                        .orElseThrow()
                        .notes())
                .contains("1 VMs have it and need golden-0 in its place.");
        assertThat(back(log).outlook().group()).isEqualTo(Group.HELD);
        assertThat(back(log).blockers())
                .extracting(blocker -> blocker.code())
                .containsExactly(BlockerCode.RETURN_NOT_ALLOWED);
        assertThat(back(log.policy("fleet", 1, returning)).outlook().group()).isEqualTo(Group.EXPECTED);
    }

    private static List<String> text(Plan plan) {
        return PlanText.of(plan, ZoneOffset.UTC, ids -> ids.replace("vm-", "web-"));
    }

    private VmPlan back(TestLog log) {
        return Planner.plan(fleet(log, "golden-0"), settings, NOW)
                .orElseThrow()
                .vms()
                .get(0);
    }

    @Test
    void shouldSupposeThatAnObservedHostIsMadeActive() {
        TestLog log = new TestLog(HostMode.OBSERVE, ROOMY)
                .change(CHANGE, 2)
                .vm("vm-1", true, Map.of())
                .nightly("vm-1");

        Plan plan = plan(log);

        assertThat(plan.vms().get(0).outlook().group()).isEqualTo(Group.EXPECTED);
        assertThat(plan.notes()).anyMatch(note -> note.contains("OBSERVE"));
    }

    @Test
    void shouldGoOnFromWhereARolloutStands() {
        TestLog log = log().policy("all", 1, "{\"rollout\": {\"canary\": 2}}").waveOpened("all", 2);
        log.vm("waits", true, Map.of()).nightly("waits").update("verified", UpdatePhase.VERIFIED);
        log.nightly("applied").update("applied", UpdatePhase.APPLIED);

        Plan plan = plan(log);

        assertThat(plan.done()).isEqualTo(1);
        assertThat(plan.vms())
                .extracting(VmPlan::vmId, VmPlan::wave)
                .containsExactly(tuple("applied", 1), tuple("waits", 2));
        assertThat(plan.vms().get(0).slots()).isEmpty();
    }

    @Test
    void shouldHoldAVmOnWhichTheChangeFailedBefore() {
        TestLog log = log().vm("vm-1", true, Map.of()).nightly("vm-1");
        log.update("vm-1", UpdatePhase.FAILED).update("vm-1", UpdatePhase.ROLLED_BACK);

        assertThat(plan(log).of(Group.HELD)).hasSize(1);
    }

    @Test
    void shouldSayThatTheLogHasNoSuchChange() {
        assertThat(Planner.plan(fleet(log(), "golden-9"), settings, NOW)).isEmpty();
    }

    private static TestLog log() {
        return new TestLog(HostMode.ACTIVE, ROOMY).change(CHANGE, 2);
    }

    private Plan plan(TestLog log) {
        return Planner.plan(fleet(log, CHANGE), settings, NOW).orElseThrow();
    }

    private Fleet fleet(TestLog log, String change) {
        Fleet fleet = new Fleet(change, reader, new Supersession(DebianVersion.TEXT_ORDER));
        List.copyOf(log.entries()).forEach(entry -> fleet.hear(entry.value(), entry.at()));
        return fleet;
    }
}
