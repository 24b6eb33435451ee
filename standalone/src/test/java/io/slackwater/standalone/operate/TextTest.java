package io.slackwater.standalone.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.slackwater.standalone.text.Age;
import io.slackwater.standalone.text.Table;
import io.slackwater.standalone.vms.LogVmNames;
import io.slackwater.standalone.vms.VmNames;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final VmNames NAMES = new LogVmNames(
            () -> {
                throw new AssertionError("no VM is to be named");
            },
            new PrintWriter(Writer.nullWriter()));

    @Test
    void shouldAlignColumnsAndKeepARowOnItsLine() {
        assertThat(new Table("A", "LONGER", "C")
                        .row("wide value", 1, "two\nlines  here")
                        .row("", 22, "")
                        .lines())
                .containsExactly(
                        "A           LONGER  C", "wide value  1       two lines here", "-           22      -");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:00:01Z, 2026-03-01T12:00:01Z (0 s)",
        "2026-03-01T11:58:01Z, 2026-03-01T11:58:01Z (119 s)",
        "2026-03-01T11:00:00.500Z, 2026-03-01T11:00:00Z (59 min)",
        "2026-02-27T13:00:00Z, 2026-02-27T13:00:00Z (47 h)",
        "2026-02-01T12:00:00Z, 2026-02-01T12:00:00Z (28 d)",
    })
    void shouldSayHowLongAgoATimeIs(String time, String told) {
        assertThat(new Age(NOW).of(TextNode.valueOf(time))).isEqualTo(told);
    }

    @Test
    void shouldTellRolloutsApartByWhatTheirChangesBringAndWhenTheyWerePublished() {
        assertThat(RolloutText.table(
                                json(
                                        """
                                        [{"changeId": "debian-1", "status": "RUNNING", "matched": 2, "waiting": 2, "waves": [],
                                          "availableSince": "2026-03-01T10:00:00Z",
                                          "versions": {"debian/initrd": "6.1", "debian/kernel": "6.2"}},
                                         {"changeId": "debian-2", "status": "RUNNING", "matched": 1, "waiting": 1, "waves": [],
                                          "availableSince": null, "versions": {}}]"""),
                                NOW)
                        .lines())
                .satisfiesExactly(
                        headings -> assertThat(headings).startsWith("CHANGE    STATUS   BRINGS"),
                        known -> assertThat(known)
                                .startsWith("debian-1  RUNNING  debian/initrd@6.1, debian/kernel@6.2"
                                        + "  2026-03-01T10:00:00Z (2 h)  2 "),
                        unknown -> assertThat(unknown).matches("debian-2  RUNNING  - +- +1 .*"));
    }

    @Test
    void shouldTellOfARolloutThatWasSupersededBeforeItsFirstWave() {
        assertThat(RolloutText.lines(
                        json(
                                """
                                {"changeId": "debian-1", "status": "SUPERSEDED", "matched": 12, "waiting": 0, "superseded": 12,
                                 "blockers": {}, "finishedAt": "2026-03-01T11:00:00Z", "waves": []}"""),
                        NOW))
                .containsExactly(
                        "Rollout of debian-1: SUPERSEDED",
                        "12 VMs need it; 0 of them in no wave yet",
                        "A newer change took the place of 12 updates",
                        "It finished 2026-03-01T11:00:00Z (60 min)",
                        "",
                        "No wave was opened.");
    }

    @Test
    void shouldTellOfARolloutItsWavesAndWhatHoldsUpTheRest() {
        assertThat(RolloutText.lines(
                        json(
                                """
                                {"changeId": "debian-1", "status": "PAUSED", "matched": 12, "matching": true, "waiting": 7,
                                 "blockers": {"VM_RUNNING": 5}, "approved": null, "aborted": null, "finishedAt": null,
                                 "versions": {"debian/kernel": "6.2"}, "availableSince": "2026-03-01T09:00:00Z",
                                 "paused": {"actor": null, "reason": "1 of 1 failed", "at": "2026-03-01T11:00:00Z"},
                                 "waves": [
                                   {"policy": "", "wave": 1, "quota": 5, "openedAt": "2026-03-01T10:00:00Z", "inFlight": 1,
                                    "awaitingStart": 2, "verified": 1, "failed": 0, "rolledBack": 1, "ended": 0},
                                   {"policy": "web", "wave": 1, "quota": null, "openedAt": null, "inFlight": 0,
                                    "awaitingStart": 0, "verified": 0, "failed": 0, "rolledBack": 0, "ended": 3}]}"""),
                        NOW))
                .containsExactly(
                        "Rollout of debian-1: PAUSED",
                        "It brings debian/kernel@6.2",
                        "It is available since 2026-03-01T09:00:00Z (3 h)",
                        "12 VMs need it so far, the fleet is still being matched; 7 of them in no wave yet",
                        "It was paused by Slackwater at 2026-03-01T11:00:00Z: 1 of 1 failed",
                        "",
                        "POLICY      WAVE  VMS       OPENED                      IN FLIGHT  AWAITING START  VERIFIED  FAILED"
                                + "  ROLLED BACK  ENDED OTHERWISE",
                        "(settings)  1     5         2026-03-01T10:00:00Z (2 h)  1          2               1         0    "
                                + "   1            0",
                        "web         1     the rest  -                           0          0               0         0    "
                                + "   0            3",
                        "",
                        "HELD UP BY  UPDATES",
                        "VM_RUNNING  5");
    }

    @Test
    void shouldTellWhichVmsKeepARolloutOpenSinceTheLogDoesNotKnowTheirVolumes() {
        String rollout =
                """
                {"changeId": "debian-1", "unknownVolumes": {"code": "VOLUME_NOT_IN_LOG", "vms": 2, "remedy": "Adopt it",
                 "volumes": [{"store": "h1/images", "volume": "debian.kernel-6.2-0123456789ab", "vms": ["1a", "2b"]}]}}""";

        assertThat(UnknownVolumesFormatter.lines(json(rollout), vm -> "vm-" + vm))
                .containsExactly(
                        "",
                        "VOLUME_NOT_IN_LOG: 2 VMs run from a volume that this log does not know. They may need the change,"
                                + " so the rollout stays open.",
                        "  h1/images/debian.kernel-6.2-0123456789ab: vm-1a, vm-2b",
                        "  Adopt it");
        assertThat(UnknownVolumesFormatter.summary(json("[" + rollout + ", {\"changeId\": \"debian-2\"}]")))
                .containsExactly("2 VMs run from a volume that this log does not know, and may need debian-1:"
                        + " slackwater rollout show debian-1");
        assertThat(UnknownVolumesFormatter.lines(json("{\"unknownVolumes\": null}"), vm -> vm))
                .isEmpty();
    }

    @Test
    void shouldTellOfARolloutWhatProvesIt() {
        assertThat(RolloutText.lines(
                        json(
                                """
                                {"changeId": "debian-1", "status": "RUNNING", "matched": 9, "waiting": 3, "blockers": {},
                                 "stayUp": {"vms": 3, "staysUpOnly": 2, "whole": true},
                                 "waves": [
                                   {"policy": "a", "wave": 1, "verified": 3, "verifiedBy": {"STAYED_UP": 2, "GUEST_AGENT": 1}},
                                   {"policy": "a", "wave": 2, "verified": 3,
                                    "verifiedBy": {"COMMAND": 1, "STAYED_UP": 1, "UNKNOWN": 1}}]}"""),
                        NOW))
                .contains(
                        "Verified: 1 by a command in the guest, 1 by its guest agent, 3 by staying up alone,"
                                + " 1 by a check that was not recorded",
                        "2 of 3 VMs with open updates have only to stay up: no channel for a guest agent, or a policy that"
                                + " asks the guest for nothing.");
    }

    @Test
    void shouldTellOfAVmWhatProvesItsUpdatesAndWhatWentWrongSoFar() {
        assertThat(new VmText(
                                json(
                                        """
                                        {"vmId": "1a", "hosts": [], "failedChanges": [], "unreadable": {}, "labels": {},
                                         "verified": {"changeId": "debian-0", "by": "STAYED_UP", "at": "2026-03-01T11:00:00Z"},
                                         "updates": [{"changeId": "debian-1", "phase": "APPLIED", "staysUpOnly": true,
                                           "refusals": 0, "stops": 2, "replacements": [], "blockers": [],
                                           "requiredAt": "2026-03-01T10:00:00Z", "doing": "Applied", "policy": {}}]}"""),
                                subject -> subject,
                                NOW)
                        .lines())
                .contains(
                        "  debian-0 was verified on it 2026-03-01T11:00:00Z (60 min), by staying up alone",
                        "  The VM has only to stay up: it has no channel for a guest agent, or the policy asks its guest for"
                                + " nothing.",
                        "  The VM stopped by itself before there was a verdict: 2 times.");
    }

    @Test
    void shouldTellOfARolloutWhyItsChangeWasWithdrawn() {
        String rollout =
                """
                {"changeId": "debian-1", "status": "WITHDRAWN", "matched": 1, "waiting": 0, "withdrawn": "%s",
                 "finishedAt": "2026-03-01T11:00:00Z", "waves": [], "blockers": {}}""";

        assertThat(RolloutText.lines(json(rollout.formatted("it does not boot")), NOW))
                .startsWith(
                        "Rollout of debian-1: WITHDRAWN",
                        "1 VM needs it; 0 of them in no wave yet",
                        "Its change was withdrawn: it does not boot",
                        "It finished 2026-03-01T11:00:00Z (60 min)");
        assertThat(RolloutText.lines(json(rollout.formatted("")), NOW)).contains("Its change was withdrawn");
    }

    @Test
    void shouldTellOfAVmWhereItIsWhatHoldsItUpAndWhichPolicyApplies() {
        assertThat(new VmText(
                                json(
                                        """
                                        {"vmId": "1a", "name": "web", "labels": {"role": "web"}, "goneSince": null,
                                         "unreadable": {"STATE": "2026-03-01T11:00:00Z"}, "failedChanges": ["debian-0"],
                                         "hosts": [{"hostId": "h1", "mode": "OBSERVE", "reachable": true, "synced": true,
                                           "labels": {"rack": "r1"}, "defined": true, "state": {"state": "RUNNING",
                                           "reason": "BOOTED", "since": "2026-03-01T10:00:00Z", "managedSave": false}}],
                                         "updates": [{"changeId": "debian-1", "phase": "REQUIRED", "attempt": 0,
                                           "doing": "It waits until nothing holds it up", "requiredAt":
                                           "2026-03-01T10:00:00Z", "wave": 0, "replacements": [{"slot": "kernel",
                                           "portion": "debian/kernel", "fromVersion": "6.1", "toVersion": "6.2"}],
                                           "blockers": [{"code": "VM_RUNNING", "subject": "1a", "since":
                                           "2026-03-01T10:00:00Z", "detail": "It runs", "remedy": "Shut it off"}],
                                           "policy": {"policy": "built-in", "version": 0, "why": "No policy is for it.",
                                           "others": [{"policy": "db", "version": 2, "why": "Other label"}]}}]}"""),
                                NAMES,
                                NOW)
                        .lines())
                .containsExactly(
                        "VM 1a web",
                        "  on host h1 (OBSERVE, reachable, rack=r1)",
                        "    RUNNING (BOOTED) since 2026-03-01T10:00:00Z (2 h)",
                        "  labels: role=web",
                        "  what STATE said last cannot be read, since 2026-03-01T11:00:00Z (60 min)",
                        "  debian-0 failed on it, and is not tried again before 'slackwater retry 1a debian-0'",
                        "",
                        "Update to debian-1: REQUIRED, required 2026-03-01T10:00:00Z (2 h)",
                        "  kernel: debian/kernel 6.1 -> 6.2",
                        "  It waits until nothing holds it up.",
                        "  Held up by VM_RUNNING of 1a since 2026-03-01T10:00:00Z (2 h)",
                        "    It runs",
                        "    Remedy: Shut it off",
                        "  Policy built-in applies. No policy is for it.",
                        "    not db version 2: Other label");
    }

    @Test
    void shouldSayWhatWasNotLookedAtAndHowManyAreNotListed() {
        assertThat(BlockerText.lines(
                        json(
                                """
                                {"complete": false, "incompleteBecause": "half is elsewhere", "updates": 9, "blocked": 8,
                                 "counts": {"FROZEN": 8}, "more": 7, "blockers": [{"vmId": "1a", "vmName": null, "hostId":
                                 "h1", "changeId": "debian-1", "code": "FROZEN", "subject": "fleet", "since":
                                 "2026-03-01T10:00:00Z", "detail": "The fleet is frozen"}]}"""),
                        NAMES,
                        NOW))
                .containsExactly(
                        "9 open updates, 8 held up",
                        "Not all were looked at: half is elsewhere",
                        "",
                        "HELD UP BY  UPDATES",
                        "FROZEN      8",
                        "",
                        "VM  NAME  CHANGE    HELD UP BY  SUBJECT  SINCE                       DETAIL",
                        "1a  -     debian-1  FROZEN      fleet    2026-03-01T10:00:00Z (2 h)  The fleet is frozen",
                        "and 7 more; --limit lists more of them");
    }

    @Test
    void shouldNameHostsThatAreAwayThoughNothingIsHeldUp() {
        String away = IntStream.rangeClosed(1, 12)
                .mapToObj(
                        host -> "{\"hostId\": \"h%02d\", \"since\": \"2026-03-01T10:00:%02dZ\"}".formatted(host, host))
                .collect(Collectors.joining(", "));

        assertThat(BlockerText.lines(
                        json("{\"complete\": true, \"updates\": 0, \"blocked\": 0, \"counts\": {}, \"blockers\": [],"
                                + " \"more\": 0, \"hostsAway\": [" + away + "]}"),
                        NAMES,
                        NOW))
                .hasSize(12)
                .startsWith(
                        "0 open updates, 0 held up",
                        "Host h01 is not reached since 2026-03-01T10:00:01Z (119 min): what is shown of it is what was seen"
                                + " last.")
                .endsWith("And so it is with 2 more hosts.");
    }

    @Test
    void shouldSayThatWhatIsKnownOfAVmWasSeenBeforeItsHostWasLost() {
        assertThat(new VmText(
                                json(
                                        """
                                        {"vmId": "1a", "hosts": [{"hostId": "h1", "mode": "ACTIVE", "reachable": false,
                                         "synced": false, "linkSince": "2026-03-01T11:00:00Z", "defined": true}]}"""),
                                NAMES,
                                NOW)
                        .lines())
                .contains(
                        "  on host h1 (ACTIVE, not reachable since 2026-03-01T11:00:00Z (60 min), so this is what was seen"
                                + " last)");
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
