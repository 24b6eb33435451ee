package io.slackwater.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.worker.watch.HostIdentity.Claim;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostClaimsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final String UUID = "4c4c4544-0042-3510-8052-b4c04f4a3132";
    private static final String OTHER_UUID = "00000000-0000-3510-8052-b4c04f4a3132";
    private static final int ORDERS = 500;

    private final HostClaims claims = new HostClaims();

    @Test
    void shouldCallAHostTheSameAsTheOneThatClaimedItsUuidBefore() {
        takeAll(declared("a", "u1"), identified("a", "u1", "1"), claimed("a", "1"));
        takeAll(declared("b", "u2"), identified("b", "u2", "2"), claimed("b", "2"));

        assertThat(claims.sameHostAs("a")).isEmpty();
        HostConflict same = claims.sameHostAs("b").orElseThrow();
        assertThat(same.first()).isEqualTo("a");
        assertThat(same.told())
                .startsWith("SAME_HOST_AS a: ")
                .contains(UUID, "host_uuid in /etc/libvirt/virtqemud.conf", "/etc/libvirt/libvirtd.conf");
    }

    @Test
    void shouldOfferToRetireEitherNameAndSayWhenTheFirstIsNotReachable() {
        claims.take(event("old", HostEventType.UNREACHABLE).build()); // late news of a host that was retired
        takeAll(declared("old", "u1"), identified("old", "u1", "1"), claimed("old", "1"));
        takeAll(declared("new", "u2"), identified("new", "u2", "2"), claimed("new", "2"));
        assertThat(told("new"))
                .contains("slackwater hosts retire old or slackwater hosts retire new")
                .doesNotContain("not reachable");

        claims.take(event("old", HostEventType.UNREACHABLE).build());

        assertThat(told("new")).contains("old is not reachable since " + NOW);
        claims.take(event("old", HostEventType.SYNCED).build());
        assertThat(told("new")).doesNotContain("not reachable");
    }

    @Test
    void shouldTellOfTwoNamesInAReasonOnlyWhichTheyAre() {
        assertThat(HostConflict.kind("SAME_HOST_AS a: one")).isEqualTo(HostConflict.kind("SAME_HOST_AS a: two"));
        assertThat(HostConflict.kind("SAME_HOST_AS a: one")).isNotEqualTo(HostConflict.kind("SAME_HOST_AS b: one"));
        assertThat(HostConflict.kind("refused: one")).isEqualTo(HostConflict.kind("timed out"));
    }

    /** Whatever lies between the readings of the partitions, a host that was first stays so, and only an ended claim is passed by. */
    @Test
    void shouldSayTheSameInWhateverOrderThePartitionsAreRead() {
        List<List<HostEvent>> partitions = List.of(
                List.of(
                        declared("a", "u1"),
                        identified("a", "u1", "1"),
                        retired("a"),
                        declared("a", "u1"),
                        identified("a", "u1", "3")),
                List.of(declared("b", "u2"), identified("b", "u2", "2")),
                List.of(claimed("a", "1"), claimed("b", "2"), claimed("a", "3")));
        Random random = new Random(1);

        for (int order = 0; order < ORDERS; order++) {
            HostClaims read = new HostClaims();
            read.begin();
            read.caughtUp();
            List<List<HostEvent>> rest = new ArrayList<>();
            partitions.forEach(partition -> rest.add(new ArrayList<>(partition)));
            boolean wasFirst = false;
            while (!rest.isEmpty()) {
                List<HostEvent> partition = rest.get(random.nextInt(rest.size()));
                read.take(partition.remove(0));
                rest.removeIf(List::isEmpty);
                boolean isFirst = standing(read, "b", "2") instanceof ClaimState.First;
                assertThat(wasFirst && !isFirst).as("b was first and is not").isFalse();
                wasFirst = isFirst;
            }
            assertThat(read.sameHostAs("b")).isEmpty();
            assertThat(read.sameHostAs("a").map(HostConflict::first)).contains("b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"retired", "another URI", "another UUID"})
    void shouldWatchTheNextOnceTheClaimOfTheFirstHasEnded(String end) {
        takeAll(declared("a", "u1"), identified("a", "u1", "1"), claimed("a", "1"));
        takeAll(declared("b", "u2"), identified("b", "u2", "2"), claimed("b", "2"));

        switch (end) {
            case "retired" -> claims.take(retired("a"));
            case "another URI" -> claims.take(declared("a", "u3"));
            default -> claims.take(identified("a", "u1", "3", OTHER_UUID));
        }

        assertThat(claims.sameHostAs("b")).isEmpty();
    }

    @Test
    void shouldLeaveTheFirstFirstThoughItsLabelsChangeOrItsUuidCannotBeRead() {
        takeAll(declared("a", "u1"), identified("a", "u1", "1"), claimed("a", "1"));
        takeAll(declared("b", "u2"), identified("b", "u2", "2"), claimed("b", "2"));

        takeAll(declared("a", "u1"), unread("a", "u1"));

        assertThat(claims.sameHostAs("b").map(HostConflict::first)).contains("a");
        assertThat(claims.unclear("a").orElse("")).contains("HOST_UUID_UNKNOWN", "refused");
        claims.take(identified("a", "u1", "1"));
        assertThat(claims.unclear("a")).isEmpty();
    }

    @Test
    void shouldNotCountWhatAWatcherWroteAfterItsHostWasRetiredOrLedElsewhere() {
        takeAll(declared("a", "u1"), retired("a"), identified("a", "u1", "1"), claimed("a", "1"));
        takeAll(declared("c", "u3"), declared("c", "u4"), identified("c", "u3", "3"), claimed("c", "3"));
        takeAll(declared("b", "u2"), identified("b", "u2", "2"), claimed("b", "2"));

        assertThat(claims.sameHostAs("b")).isEmpty();
        assertThat(claims.sameHostAs("c")).isEmpty();
    }

    @Test
    void shouldNotKnowAClaimOfWhichOnlyOnePartitionWasRead() {
        claims.caughtUp();
        takeAll(declared("b", "u2"), claimed("b", "2"), declared("c", "u3"), identified("c", "u3", "3"));

        assertThat(standing("b", "2")).isEqualTo(new ClaimState.NotRead());
        assertThat(standing("c", "3")).isEqualTo(new ClaimState.Half());
    }

    @Test
    void shouldKnowAClaimOnceAllIsReadThatCameBeforeIt() {
        claims.begin();
        takeAll(declared("b", "u2"), claimed("b", "2"));
        claims.take(identified("b", "u2", "2"));
        assertThat(standing("b", "2")).isEqualTo(new ClaimState.NotRead());

        claims.caughtUp();

        assertThat(standing("b", "2")).isEqualTo(new ClaimState.First());
        claims.begin();
        assertThat(standing("b", "2")).isEqualTo(new ClaimState.NotRead());
    }

    /** The registry may begin anew at any moment, and read the claim of the second before that of the first. */
    @Test
    void shouldNotCallASecondNameTheFirstWhileTheLogIsReadAnew() {
        takeAll(declared("a", "u1"), identified("a", "u1", "1"), claimed("a", "1"));
        takeAll(declared("b", "u2"), identified("b", "u2", "2"), claimed("b", "2"));
        claims.caughtUp();
        assertThat(standing("b", "2")).isInstanceOf(ClaimState.Behind.class);

        claims.begin();
        takeAll(declared("b", "u2"), identified("b", "u2", "2"), claimed("b", "2"));

        assertThat(standing("b", "2")).isEqualTo(new ClaimState.NotRead());
    }

    @ParameterizedTest
    @ValueSource(strings = {"not declared", "identified by another claim"})
    void shouldPassByAClaimThatNothingElseSaysTheHostMade(String why) {
        claims.begin();
        if (why.startsWith("identified")) {
            takeAll(declared("a", "u1"), identified("a", "u1", "1", OTHER_UUID));
        }
        takeAll(claimed("a", "half"), declared("b", "u2"), identified("b", "u2", "2"), claimed("b", "2"));

        claims.caughtUp();

        assertThat(standing("b", "2")).isEqualTo(new ClaimState.First());
    }

    @Test
    void shouldPassByEveryEarlyClaimOfAHostThatIsRetired() {
        claims.begin();
        takeAll(declared("a", "u1"), claimed("a", "half"));
        takeAll(declared("b", "u2"), identified("b", "u2", "2"), claimed("b", "2"));
        claims.caughtUp();
        assertThat(standing("b", "2")).isInstanceOf(ClaimState.Behind.class);

        claims.take(retired("a"));

        assertThat(standing("b", "2")).isEqualTo(new ClaimState.First());
    }

    /** Its two records lie in two partitions, of which one may be read to its end before the other. */
    @Test
    void shouldCountAClaimInItsPlaceWhoseOtherRecordIsReadAfterTheCatchUp() {
        claims.begin();
        takeAll(claimed("a", "1"), declared("b", "u2"), identified("b", "u2", "2"), claimed("b", "2"));
        claims.caughtUp();

        takeAll(declared("a", "u1"), identified("a", "u1", "1"));

        assertThat(standing("a", "1")).isEqualTo(new ClaimState.First());
        assertThat(standing("b", "2")).isInstanceOf(ClaimState.Behind.class);
    }

    @Test
    void shouldWakeThoseWhoWaitOnlyForWhatMayEndTheirWait() {
        AtomicInteger signals = new AtomicInteger();
        HostClaims counted = new HostClaims(new ReentrantLock() {
            @Override
            public Condition newCondition() {
                return (Condition) Proxy.newProxyInstance(
                        Condition.class.getClassLoader(),
                        new Class<?>[] {Condition.class},
                        (proxy, method, arguments) -> signals.incrementAndGet());
            }
        });

        counted.begin();
        for (HostEventType type : List.of(
                HostEventType.REACHABLE, HostEventType.SYNCED, HostEventType.UNREACHABLE, HostEventType.MARKED)) {
            counted.take(event("a", type).build());
        }
        assertThat(signals).hasValue(0);

        List.of(declared("a", "u1"), identified("a", "u1", "1"), claimed("a", "1"), retired("a"))
                .forEach(counted::take);
        counted.caughtUp();
        assertThat(signals).hasValue(5);
    }

    private void takeAll(HostEvent... events) {
        List.of(events).forEach(claims::take);
    }

    private String told(String hostId) {
        return claims.sameHostAs(hostId).orElseThrow().told();
    }

    private ClaimState standing(String hostId, String claim) {
        return standing(claims, hostId, claim);
    }

    private static ClaimState standing(HostClaims claims, String hostId, String claim) {
        try {
            return claims.await(hostId, claim(claim), Duration.ZERO);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Claim claim(String id) {
        return new Claim(id, UUID, NOW);
    }

    private static HostEvent declared(String hostId, String uri) {
        return event(hostId, HostEventType.DECLARED).setUri(uri).build();
    }

    private static HostEvent retired(String hostId) {
        return event(hostId, HostEventType.RETIRED).build();
    }

    private static HostEvent identified(String hostId, String uri, String claim) {
        return identified(hostId, uri, claim, UUID);
    }

    private static HostEvent identified(String hostId, String uri, String claim, String uuid) {
        return event(hostId, HostEventType.IDENTIFIED)
                .setUri(uri)
                .setClaim(claim)
                .setHostUuid(uuid)
                .build();
    }

    private static HostEvent unread(String hostId, String uri) {
        return event(hostId, HostEventType.IDENTIFIED)
                .setUri(uri)
                .setReason("refused")
                .build();
    }

    private static HostEvent claimed(String hostId, String claim) {
        return event(hostId, HostEventType.CLAIMED)
                .setClaim(claim)
                .setHostUuid(UUID)
                .build();
    }

    private static HostEvent.Builder event(String hostId, HostEventType type) {
        return HostEvent.newBuilder()
                .setHostId(hostId)
                .setType(type)
                .setMode(HostMode.OBSERVE)
                .setOccurredAt(NOW);
    }
}
